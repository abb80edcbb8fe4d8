import { expect, test } from 'vitest';
import type { HostCounts, RunEvent } from '../../src/events/event.js';
import { humanReporter } from '../../src/reporters/human.js';
import { quietReporter } from '../../src/reporters/quiet.js';
import { task, taskEvents, testScreen } from './screens.js';

const none: HostCounts = { ok: 0, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 };
const play: RunEvent = { type: 'play start', name: 'all', hosts: ['a', 'b'], strategy: 'linear', check: false };
const fine = taskEvents(task('fine'), [
  { host: 'a', status: 'changed' },
  { host: 'b', status: 'failed', ignored: true },
]);
const end = (exitCode: number, b: Partial<HostCounts>): RunEvent => ({
  type: 'run end',
  counts: { a: { ...none, ok: 1, changed: 1 }, b: { ...none, ...b } },
  exitCode,
  duration: 1000,
});

function show(...events: readonly RunEvent[]): string {
  const screen = testScreen();
  const reporter = quietReporter(humanReporter({ screen, readSource: () => undefined, verbosity: 0, check: false }));
  for (const event of events) reporter.report(event);
  reporter.close?.();
  return screen.text;
}

test('nothing as long as all is well', () => {
  expect(show(play, { type: 'warning', message: 'odd' }, ...fine, end(0, { ok: 1 }))).toBe('');
});

test('what failed, and how it went on each host', () => {
  const broken = taskEvents(task('breaks'), [
    { host: 'a', status: 'ok' },
    { host: 'b', status: 'failed', result: { rc: 3, stderr: 'why', msg: 'non-zero return code' } },
  ]);
  expect(show(play, ...fine, ...broken, end(2, { failed: 1 }))).toMatchInlineSnapshot(`
    "  ✗ breaks  b  0.0s
        error on b: exit status 3
          │ why

      a  ok=1  changed=1  failed=0
      b  ok=0  changed=0  failed=1
      failed: b · 1.0s
    "
  `);
});
