import { describe, expect, test } from 'vitest';
import { service } from '../../src/modules/service.js';
import { systemd } from '../../src/modules/systemd.js';
import type { Unit } from '../../src/questions/unit.js';
import { failureOf } from './failure.js';
import { talk, type Answering } from './talk.js';
import { target, withDefaults } from './target.js';

function unit(given: Partial<Unit> = {}): Unit {
  return {
    exists: true,
    isMasked: false,
    isEnabled: false,
    activeState: 'inactive',
    properties: { ActiveState: 'inactive' },
    ...given,
  };
}

function run(given: Record<string, unknown>, now: Unit | undefined, answering: Answering = {}) {
  const answers = { [`unit ${JSON.stringify({ name: given['name'], scope: given['scope'] ?? 'system' })}`]: now };
  return talk(systemd.run(withDefaults(systemd, given), target), { ...answering, answers });
}

const running = unit({ activeState: 'active', isEnabled: true });

describe('systemd', () => {
  test.each([
    ['to be started', { state: 'started' }, unit(), ['start: echo start && systemctl start  -- web']],
    ['running already', { state: 'started', enabled: true, masked: false }, running, []],
    ['starting already', { state: 'started' }, unit({ activeState: 'activating' }), []],
    [
      'to be started and enabled',
      { state: 'started', enabled: true },
      unit(),
      ['enable, start: echo enable && systemctl enable --quiet -- web &&\necho start && systemctl start  -- web'],
    ],
    [
      'to be stopped',
      { state: 'stopped', enabled: false },
      running,
      ['disable, stop: echo disable && systemctl disable --quiet -- web &&\necho stop && systemctl stop  -- web'],
    ],
    ['failed is stopped', { state: 'stopped' }, unit({ activeState: 'failed' }), []],
    [
      'restart of what does not run',
      { state: 'restarted', no_block: true },
      unit(),
      ['start: echo start && systemctl start --no-block -- web'],
    ],
    ['restart of what runs', { state: 'restarted' }, running, ['restart: echo restart && systemctl restart  -- web']],
    ['reload', { state: 'reloaded' }, running, ['reload: echo reload && systemctl reload  -- web']],
    ['reload of what does not run', { state: 'reloaded' }, unit(), ['start: echo start && systemctl start  -- web']],
    ['masked', { masked: true }, running, ['mask: echo mask && systemctl mask --quiet -- web']],
    ['masked already', { masked: true }, unit({ isMasked: true }), []],
    [
      'unmasked, then enabled',
      { masked: false, enabled: true },
      unit({ isMasked: true, isEnabled: undefined }),
      [
        'unmask, enable: echo unmask && systemctl unmask --quiet -- web &&\necho enable && systemctl enable --quiet -- web',
      ],
    ],
    [
      'forced',
      { enabled: true, force: true },
      unit(),
      ['enable: echo enable && systemctl enable --quiet --force -- web'],
    ],
    [
      "a user's own",
      { scope: 'user', enabled: true },
      unit(),
      [
        'enable: echo enable && XDG_RUNTIME_DIR="${XDG_RUNTIME_DIR:-/run/user/$(id -u)}" systemctl --user enable --quiet -- web',
      ],
    ],
    [
      'masking what is not there',
      { masked: true },
      unit({ exists: false }),
      ['mask: echo mask && systemctl mask --quiet -- web'],
    ],
  ])('%s', (_case, given, now, wanted) => {
    expect(run({ name: 'web', ...given }, now).said).toEqual(wanted);
  });

  test('a hostile name stays one word', () => {
    expect(run({ name: '-a; $(id)', state: 'started' }, unit()).said).toEqual([
      "start: echo start && systemctl start  -- '-a; $(id)'",
    ]);
  });

  test('the result has the state asked for and the properties found', () => {
    expect(run({ name: 'web', state: 'restarted', enabled: true }, running).result).toEqual({
      name: 'web',
      state: 'started',
      enabled: true,
      status: { ActiveState: 'inactive' },
    });
  });

  test('reading unit files anew is no change', () => {
    const { changes, result } = talk(systemd.run(withDefaults(systemd, { daemon_reload: true }), target));
    expect(changes.map(({ what, counts }) => [what, counts])).toEqual([['daemon-reload', false]]);
    expect(result).toEqual({ name: null, status: {}, changed: false });
  });

  test("an unknown service is an error in Ansible's words", () => {
    expect(failureOf(() => run({ name: 'web', state: 'started' }, unit({ exists: false }))).message).toBe(
      'Could not find the requested service web: host',
    );
  });

  test('a target without systemd is told apart', () => {
    expect(failureOf(() => run({ name: 'web', state: 'started' }, undefined)).message).toContain('no systemctl');
  });

  test('a pattern is refused', () => {
    expect(
      failureOf(() => talk(systemd.run(withDefaults(systemd, { name: 'web*', state: 'started' }), target))).message,
    ).toContain('pattern');
  });

  test.each([
    ['enable, start', 'enable\n', 'Failed to enable unit.\n', 'Unable to enable service web: Failed to enable unit.\n'],
    ['enable, start', 'enable\nstart\n', 'Job failed.\n', 'Unable to start service web: Job failed.\n'],
    ['mask', 'mask\n', 'File exists.\n', 'Failed to mask the service (web): File exists.'],
  ])('of %s, what failed is named', (what, stdout, stderr, message) => {
    const outcomes = { [what]: { status: 1, stdout: Buffer.from(stdout), stderr: Buffer.from(stderr) } };
    const given = what === 'mask' ? { masked: true } : { state: 'started', enabled: true };
    const failure = failureOf(() => run({ name: 'web', ...given }, unit(), { outcomes }));
    expect([failure.message, failure.result]).toEqual([message, {}]);
  });

  test('check mode states the change', () => {
    const { changes, result } = run({ name: 'web', state: 'started' }, unit(), { check: true });
    expect([changes.length, result['state']]).toEqual([1, 'started']);
  });
});

describe('service', () => {
  const init = { name: 'web', manager: 'openrc', runlevel: 'default' };

  function manage(manager: string, given: Record<string, unknown>, now: unknown) {
    const answers = {
      'facts {"family":"service_mgr"}': { service_mgr: manager },
      'unit {"name":"web","scope":"system"}': manager === 'systemd' ? now : undefined,
      [`init script ${JSON.stringify({ ...init, manager })}`]: now,
    };
    return talk(service.run(withDefaults(service, { name: 'web', ...given }), target), { answers });
  }

  test('leaves units to systemd', () => {
    expect(manage('systemd', { state: 'started' }, unit()).said).toEqual([
      'start: echo start && systemctl start  -- web',
    ]);
  });

  test('enables and restarts with OpenRC', () => {
    const { said } = manage(
      'openrc',
      { enabled: true, state: 'restarted' },
      { exists: true, isRunning: true, isEnabled: false },
    );
    expect(said[0]).toContain('rc-update add web default');
    expect(said[0]).toContain('rc-service -- web restart');
  });

  test('changes nothing that is right with init scripts', () => {
    expect(
      manage('sysvinit', { enabled: true, state: 'started' }, { exists: true, isRunning: true, isEnabled: true }).said,
    ).toEqual([]);
  });

  test("uses the scripts beside a container's own first process", () => {
    const now = { exists: true, isRunning: true, isEnabled: true };
    const answers = {
      'facts {"family":"service_mgr"}': { service_mgr: 'tini' },
      'unit {"name":"web","scope":"system"}': undefined,
      [`init script ${JSON.stringify({ ...init, manager: 'sysvinit' })}`]: now,
    };
    const given = withDefaults(service, { name: 'web', state: 'started' });
    expect(talk(service.run(given, target), { answers }).said).toEqual([]);
  });

  test('says when there is no such service, or no such manager', () => {
    expect(
      failureOf(() => manage('openrc', { state: 'started' }, { exists: false, isRunning: false, isEnabled: false }))
        .message,
    ).toContain('web');
    expect(failureOf(() => manage('runit', { state: 'started' }, undefined)).message).toContain('runit');
  });
});
