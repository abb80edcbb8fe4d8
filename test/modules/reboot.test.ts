import { expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import type { Step } from '../../src/module-kit/index.js';
import { reboot } from '../../src/modules/reboot.js';
import { controllerWith } from './controller.js';
import { failureOf } from './failure.js';
import { withDefaults } from './target.js';

interface Course {
  /** What each look at the boot tells; an error is a target that cannot be reached. */
  readonly boots?: readonly string[];
  readonly tests?: readonly number[];
  readonly check?: boolean;
  readonly lost?: boolean;
  readonly local?: boolean;
}

function run(given: Record<string, unknown>, { boots = ['a', 'b'], tests = [0], check, lost, local }: Course = {}) {
  const said: string[] = [];
  const looks = [...boots];
  const ends = [...tests];
  let clock = 0;
  const controller = controllerWith({ findTargetVariable: () => (local ? 'local' : undefined) });
  const conversation = reboot.run(withDefaults(reboot, given), controller);
  const answer = (step: Step): unknown => {
    if (step.kind === 'clock') return (clock += 10_000);
    if (step.kind === 'change') {
      said.push(step.change.run.toString().split('\n').at(-1) ?? '');
      if (lost) throw new ProvisionError('E0606', 'connection lost');
      return check ? undefined : { status: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    }
    if (step.kind !== 'ask') return undefined;
    const isBoot = step.questions[0]?.key.includes('boot_id') ?? false;
    const found = isBoot ? (looks.shift() ?? 'a') : (ends.shift() ?? 1);
    if (found === 'gone') throw new ProvisionError('E0601', 'unreachable');
    return [found];
  };
  let next = conversation.next(undefined);
  while (!next.done) {
    try {
      next = conversation.next(answer(next.value));
    } catch (thrown) {
      if (!(thrown instanceof ProvisionError)) throw thrown;
      next = conversation.throw(thrown);
    }
  }
  return { said, result: next.value.result };
}

test.each<[string, Record<string, unknown>, Course, string]>([
  ['as usual', {}, {}, `"$found" -r +0 'Reboot initiated by Ansible'`],
  ['later', { pre_reboot_delay: 130, msg: 'now' }, {}, '"$found" -r +2 now'],
  ['a delay below zero', { pre_reboot_delay: -61, msg: 'x' }, {}, '"$found" -r +0 x'],
  ['a command of its own', { reboot_command: '/bin/restart now' }, {}, `sh -c '/bin/restart now'`],
  ['a connection that breaks', { msg: 'x' }, { lost: true }, '"$found" -r +0 x'],
  ['out of reach for a while', { msg: 'x' }, { boots: ['a', 'gone', 'a', 'b'], tests: [1, 0] }, '"$found" -r +0 x'],
])('%s', (_case, given, course, script) => {
  const { said, result } = run(given, course);
  expect(said).toEqual([script]);
  expect(result).toMatchObject({ changed: true, rebooted: true });
});

test('a check run sends nothing and waits for nothing', () => {
  expect(run({}, { check: true }).result).toEqual({ changed: true, elapsed: 0, rebooted: true });
});

test.each<[string, Course, string]>([
  ['never another boot', { boots: [] }, 'Timed out waiting for last boot time check (timeout=60)'],
  ['the test never succeeds', { tests: [] }, 'Timed out waiting for post-reboot test command (timeout=60)'],
  ['the control node', { local: true }, 'Running reboot with local connection would reboot the control node.'],
])('refused: %s', (_case, course, message) => {
  expect(failureOf(() => run({ reboot_timeout: 60 }, course)).message).toBe(message);
});
