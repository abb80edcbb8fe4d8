import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/events/event.js';
import { humanReporter, type HumanOptions } from '../../../src/reporters/human.js';
import type { Screen } from '../../../src/reporters/screen.js';
import { task, taskEvents, testScreen } from '../screens.js';
import { TestTerminal } from './terminal.js';

const build = task('build the index', { role: 'shop' });
const hosts = ['web1', 'web2', 'database-with-a-long-name'];
const MiB = 1024 ** 2;

const started: readonly RunEvent[] = [
  { type: 'task start', task: build, hosts },
  ...hosts.map((host): RunEvent => ({ type: 'host start', task: build, host })),
];
const ended = (host: string): RunEvent => ({
  type: 'host end',
  task: build,
  result: { host, status: 'changed', ignored: false, changes: [], diffs: [], result: {}, duration: 1 },
});
const progress: readonly RunEvent[] = [
  { type: 'output', task: build, host: 'web1', text: 'indexing shard 3 of 8: ' + 'a long tail '.repeat(20) },
  { type: 'transfer', task: build, host: 'web2', way: 'to', bytes: 30 * MiB, total: 120 * MiB },
  { type: 'retry', task: build, host: 'database-with-a-long-name', attempt: 2, left: 3 },
];

function tell(screen: Screen, options: Partial<HumanOptions> = {}): (events: readonly RunEvent[]) => void {
  const reporter = humanReporter({ screen, readSource: () => undefined, verbosity: 0, check: false, ...options });
  return (events) => events.forEach((event) => reporter.report(event));
}

const usual: HumanOptions['usual'] = (_task, host) => (host === 'web1' ? 20_000 : undefined);

describe('a slow task on a terminal', () => {
  test('a line for each slow host: how long, how long usually, and what it is at', () => {
    const terminal = new TestTerminal(80);
    const say = tell(terminal, { usual });
    say(started);
    terminal.pass(12_000);
    say(progress);
    terminal.pass(100);
    expect(`\n${terminal.text}\n`).toMatchInlineSnapshot(`
      "
        ⠹ shop : build the index  12s  0 of 3 hosts done
            web1                       12s / ~20s  indexing shard 3 of 8: a long t…
            web2                       12s  ━━╌╌╌╌╌╌╌ 25 %  30.0 MiB of 120.0 MiB
            database-with-a-long-name  12s  attempt 3, 3 left
      "
    `);
  });

  test('the last host is on the line of the task', () => {
    const terminal = new TestTerminal(80);
    const say = tell(terminal, { usual });
    say(started);
    terminal.pass(12_000);
    say([...progress, ended('web2'), ended('database-with-a-long-name')]);
    terminal.pass(100);
    expect(terminal.text).toBe('  ⠹ shop : build the index  web1  12s / ~20s  indexing shard 3 of 8: a long …');
  });

  test.each([60, 80, 100, 160, 200])('at %i columns no line is broken', (width) => {
    const terminal = new TestTerminal(width);
    const say = tell(terminal, { usual });
    say(started);
    terminal.pass(12_000);
    say(progress);
    terminal.pass(100);
    expect(terminal.widest).toBeLessThan(width);
    expect(terminal.text.split('\n')).toHaveLength(4);
  });

  test('nothing of it is left when it has ended', () => {
    const terminal = new TestTerminal(80);
    const say = tell(terminal);
    say(started);
    terminal.pass(12_000);
    say([...hosts.map(ended), { type: 'task end', task: build }]);
    terminal.pass(100);
    expect(terminal.text).toBe('  ~ shop : build the index  web1 web2 database-with-a-long-name           12.0s');
  });

  test('what others write stands above it', () => {
    const terminal = new TestTerminal(80);
    const say = tell(terminal);
    say(started);
    terminal.pass(500);
    terminal.interject('interrupted');
    terminal.pass(100);
    expect(terminal.text).toBe('interrupted\n  ⠹ shop : build the index  1s  0 of 3 hosts done');
  });

  test('more hosts than there is room for', () => {
    const terminal = new TestTerminal(80, 7);
    const many = Array.from({ length: 40 }, (_, index) => `host${index}`);
    const say = tell(terminal);
    say([
      { type: 'task start', task: build, hosts: many },
      ...many.slice(0, 30).map((host): RunEvent => ({ type: 'host start', task: build, host })),
    ]);
    terminal.pass(5000);
    expect(terminal.text.split('\n')).toEqual([
      '  ⠙ shop : build the index  5s  0 of 40 hosts done',
      '      host0  5s',
      '      host1  5s',
      '      host2  5s',
      '      and 27 more',
    ]);
  });

  test('wide characters count twice', () => {
    const terminal = new TestTerminal(60);
    const say = tell(terminal);
    say([...started, { type: 'output', task: build, host: 'web1', text: '日本語のテキスト'.repeat(9) }]);
    terminal.pass(2000);
    expect(terminal.widest).toBeLessThan(60);
  });
});

test('quick tasks draw nothing, and one timer serves them all', () => {
  const terminal = new TestTerminal(80);
  const say = tell(terminal);
  for (let count = 0; count < 50; count++) {
    say(taskEvents(task(`task ${count}`), [{ host: 'web1', status: 'ok' }]));
    terminal.pass(20);
  }
  expect([terminal.writes, terminal.timersStarted]).toEqual([0, 1]);
});

describe('without a terminal', () => {
  test('a line every 30 seconds names the task, the hosts, and what they are at', () => {
    const screen = testScreen();
    const say = tell(screen, { usual });
    say([...started, ...progress]);
    for (let seconds = 0; seconds < 65; seconds++) screen.pass(1000);
    expect(screen.text.trimEnd().split('\n')).toEqual([
      expect.stringMatching(
        /^ {2}… shop : build the index: waiting for web1 30s \/ ~20s \(indexing shard 3 of 8: .*\), web2 30s \(25 % {2}30\.0 MiB of 120\.0 MiB\), database-with-a-long-name 30s \(attempt 3, 3 left\)$/,
      ),
      expect.stringContaining('web1 1m00s'),
    ]);
  });

  test('tasks that are quicker say nothing', () => {
    const screen = testScreen();
    const say = tell(screen);
    for (let count = 0; count < 10; count++) {
      say(taskEvents(task(`task ${count}`), [{ host: 'web1', status: 'ok' }]));
      screen.pass(20_000);
    }
    expect(screen.text).toBe('');
  });
});
