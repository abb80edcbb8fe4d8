import { describe, expect, test } from 'vitest';
import { synchronize } from '../../src/modules/synchronize.js';
import type { Controller } from '../../src/module-kit/index.js';
import { Secret } from '../../src/base/secret.js';
import type { Script } from '../../src/shell/script.js';
import type { ConnectionOptions, Outcome } from '../../src/transport/connection.js';
import { controllerWith, own } from './controller.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const empty = Buffer.alloc(0);
const away = '-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null';

interface Here {
  readonly outcome?: Partial<Outcome>;
  readonly programs?: string;
  readonly parts?: Partial<Controller>;
}

/** Runs the action; what it starts on the controller is noted in `started`. */
function run(given: Record<string, unknown>, { outcome, programs = '/bin/rsync\n/bin/ssh\n', parts }: Here = {}) {
  const started: string[] = [];
  const controller = controllerWith({
    *runHere(script: Script) {
      started.push(script.toString());
      const isSearch = script.toString().startsWith('for name');
      const stdout = Buffer.from(programs);
      return { status: 0, stdout: empty, stderr: empty, ...(isSearch ? { stdout } : outcome) };
    },
    ...parts,
  });
  const args = withDefaults(synchronize, { src: 'site/', dest: '/srv/www', ...given });
  const answers = { 'program "rsync"': '/bin/rsync', 'program "ssh"': '/bin/ssh' };
  const talked = talk(synchronize.run(args, controller), { answers });
  return { ...talked, result: talked.result.result, started: started.slice(1) };
}

const reach = (change: Partial<ConnectionOptions>): Partial<Controller> => ({
  reach: { own: { ...own, ...change }, delegate: undefined, become: undefined },
});
const become = { method: 'sudo', user: 'www' };

describe('synchronize', () => {
  test.each([
    [
      'by itself',
      {},
      {},
      `--archive --rsh='/bin/ssh -S none ${away}' '--out-format=<<CHANGED>>%i %n%L' /site/site/ ada@192.0.2.1:/srv/www`,
    ],
    [
      'with key and port',
      {},
      reach({ privateKeyFile: '/k', port: 2222 }),
      `--archive --rsh='/bin/ssh -S none -i /k -o Port=2222 ${away}' `,
    ],
    [
      'with a host key',
      { verify_host: true, ssh_connection_multiplexing: true },
      {},
      `--archive --rsh=/bin/ssh '--out`,
    ],
    [
      'with the arguments of the connection',
      { use_ssh_args: true, verify_host: true },
      reach({ sshArguments: ['-o', 'ProxyCommand=a b'] }),
      `--rsh='/bin/ssh -S none -o "ProxyCommand=a b"' `,
    ],
    ['as another user', {}, { reach: { own, delegate: undefined, become } }, `--rsync-path='sudo -u www rsync' `],
    ['from the target', { mode: 'pull', src: '/srv', dest: 'got' }, {}, ' ada@192.0.2.1:/srv /site/got'],
    ['without a user', { set_remote_user: false }, {}, ' 192.0.2.1:/srv/www'],
    ['to IPv6', {}, reach({ address: '2001:db8::1' }), " 'ada@[2001:db8::1]:/srv/www'"],
    ['on the controller', {}, reach({ plugin: 'local' }), ` '--out-format=<<CHANGED>>%i %n%L' /site/site/ /srv/www`],
    [
      'with its own protocol',
      { dest: 'rsync://a/b' },
      {},
      ` '--out-format=<<CHANGED>>%i %n%L' /site/site/ rsync://a/b`,
    ],
    ['parts of archive', { times: false, owner: false }, {}, '--archive --no-times --no-owner '],
    ['without archive', { archive: false, links: true, dirs: true }, {}, '--compress --links --dirs '],
    [
      'with links to other files',
      { link_dest: ['/a'], partial: true, rsync_opts: ['--exclude=b c'] },
      {},
      `'--exclude=b c' --partial -H -vv --link-dest=/a `,
    ],
    [
      'in a check run',
      { delete: true, rsync_timeout: 3 },
      { check: true },
      '--compress --timeout=3 --dry-run --delete-after --archive',
    ],
  ] as const)('%s', (_case, given, parts, wanted) => {
    const { started } = run(given, { parts: { ...parts } });
    expect(
      started
        .join('')
        .replace(/'--rsh=/g, "--rsh='")
        .replace(/'--rsync-path=/g, "--rsync-path='"),
    ).toContain(wanted);
  });

  test.each([
    ['<<CHANGED>>cd+++++++++ a/\n', {}, true],
    ['', {}, false],
    ['<<CHANGED>>.f          a\n', { link_dest: ['/a'] }, false],
  ])('whether %j is a change', (text, given, changed) => {
    const { result } = run(given, { outcome: { stdout: Buffer.from(text) } });
    expect(result).toMatchObject({ changed, msg: text.replace('<<CHANGED>>', ''), rc: 0 });
  });

  test('the message of a failure is what rsync says', () => {
    const outcome = { status: 23, stderr: Buffer.from('no such file\n') };
    const failure = failureOf(() => run({}, { outcome }));
    expect(failure.message).toBe('no such file\n');
    expect(failure.result).toMatchObject({ rc: 23 });
  });

  test('a password is on no command line', () => {
    const { started } = run({}, { parts: reach({ password: new Secret('pass word') }) });
    expect(started.join('')).toContain('sshpass -d 3 /bin/rsync');
    expect(started.join('')).not.toContain('pass word');
  });

  test.each([
    ['rsync', '\n/bin/ssh\n'],
    ['ssh', '/bin/rsync\n\n'],
  ])('%s is named when it is missing', (name, programs) => {
    expect(failureOf(() => run({}, { programs })).message).toContain(`executable "${name}"`);
  });

  describe('delegated', () => {
    const delegated = (delegate: ConnectionOptions): Partial<Controller> => ({
      reach: { own, delegate, become: undefined },
      target: { ...target, diff: true },
    });

    test('to another host, rsync runs there with paths as they are', () => {
      const { changes, started } = run({}, { parts: delegated({ ...own, name: 'db1', privateKeyFile: '/k' }) });
      expect(started).toEqual([]);
      expect(changes.map(({ run }) => run.toString()).join('')).toMatch(
        /rsh=\/bin\/ssh -S none -o Str.* site\/ ada@192/,
      );
      expect(changes[0]).toMatchObject({ inCheckMode: true });
    });

    test('to the host itself, both ends are there', () => {
      const { changes, result } = run({}, { parts: delegated(own) });
      expect(changes[0]?.run.toString()).toMatch(/ site\/ \/srv\/www$/);
      expect(result).toMatchObject({ changed: false, diff: { prepared: '' } });
    });

    test('to the controller, as if it were not', () => {
      const local = { ...own, name: 'localhost', plugin: 'local' };
      expect(run({}, { parts: delegated(local) }).started.join('')).toContain('/site/site/ ada@192.0.2.1:/srv/www');
    });
  });
});
