import { describe, expect, test } from 'vitest';
import type { HostCounts, RunEvent } from '../../src/events/event.js';
import { show, task, taskEvents, testScreen } from './screens.js';

const none: HostCounts = { ok: 0, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 };
const start: RunEvent = {
  type: 'run start',
  version: 1,
  playbooks: ['site.yml'],
  plays: 1,
  check: false,
  diff: false,
  startedAt: '',
};
const play = (hosts: readonly string[]): RunEvent => ({
  type: 'play start',
  name: 'Monitoring base',
  hosts,
  strategy: 'linear',
  check: false,
});
const end = (counts: Record<string, Partial<HostCounts>>): RunEvent => ({
  type: 'run end',
  counts: Object.fromEntries(Object.entries(counts).map(([host, of]) => [host, { ...none, ...of }])),
  exitCode: 0,
  duration: 9800,
});

const run: readonly RunEvent[] = [
  start,
  play(['mon1', 'mon2', 'mon3']),
  ...taskEvents(task('fine'), [
    { host: 'mon1', status: 'ok' },
    { host: 'mon2', status: 'ok' },
    { host: 'mon3', status: 'skipped' },
  ]),
  ...taskEvents(task('nobody'), [{ host: 'mon1', status: 'skipped' }]),
  ...taskEvents(task('also fine'), [{ host: 'mon1', status: 'ok' }]),
  ...taskEvents(task('template prometheus.yml', { role: 'prometheus' }), [
    {
      host: 'mon2',
      status: 'changed',
      diffs: [{ before: 'a\nb\n', after: 'a\nc\n', beforeHeader: 'old', afterHeader: 'new' }],
    },
    {
      host: 'mon1',
      status: 'changed',
      diffs: [{ before: 'a\nb\n', after: 'a\nc\n', beforeHeader: 'old', afterHeader: 'new' }],
    },
    { host: 'mon3', status: 'ok' },
  ]),
  ...taskEvents(task('start thanos-store', { at: { file: '/site/tasks.yml', line: 18, column: 7 } }), [
    { host: 'mon1', status: 'ok' },
    {
      host: 'mon3',
      status: 'failed',
      result: { rc: 125, msg: 'non-zero return code', stderr: 'docker: port 10901\nis already allocated' },
      error: { message: 'non-zero return code' },
    },
  ]),
  ...taskEvents(task('restart prometheus', { handler: true }), [{ host: 'mon1', status: 'changed' }]),
  end({ mon1: { ok: 5, changed: 2 }, mon2: { ok: 2, changed: 1 }, mon3: { ok: 1, failed: 1, skipped: 1 } }),
];

describe('a run for people', () => {
  test('into a pipe: nothing is cut', () => {
    expect(show(run, { directory: '/site' })).toMatchInlineSnapshot(`
      "
      site.yml

      Monitoring base · 3 hosts
        ✓ 2 ok
        ~ prometheus : template prometheus.yml  mon2 mon1  0.0s
            --- old
            +++ new
            @@ -1,2 +1,2 @@
             a
            -b
            +c
        ✗ start thanos-store  mon3  0.0s
          error on mon3: exit status 125
            ┌─ tasks.yml:18:7
            │ docker: port 10901
            │ is already allocated
        ~ handler restart prometheus  mon1  0.0s

        mon1  ok=5  changed=2  failed=0  skipped=0
        mon2  ok=2  changed=1  failed=0  skipped=0
        mon3  ok=1  changed=0  failed=1  skipped=1
        failed: mon3 · 9.8s
      "
    `);
  });

  test.each([
    [80, '  ~ a name that is rather long and goes on and on for a wh…  40 hosts      0.0s'],
    [
      160,
      '  ~ a name that is rather long and goes on and on for a while  observer0.example.com and 39 more                   0.0s',
    ],
  ])('on a terminal of %i columns no line is wider', (width, line) => {
    const hosts = Array.from({ length: 40 }, (_, index) => `observer${index}.example.com`);
    const long = task('a name that is rather long and goes on and on for a while');
    const events = taskEvents(
      long,
      hosts.map((host) => ({ host, status: 'changed' })),
    );
    expect(show(events, { screen: testScreen({ isTerminal: true, width }) })).toBe(`\n${line}\n`);
    expect(line.length).toBeLessThan(width);
  });

  test('with colour', () => {
    const text = show(run.slice(0, 6), { screen: testScreen({ hasColour: true }) });
    expect(text.replaceAll('\u001b', '^')).toMatchInlineSnapshot(`
      "
      ^[1msite.yml^[22m

      ^[1mMonitoring base^[22m ^[2m· 3 hosts^[22m
      "
    `);
  });

  test('with -v fine tasks are lines, too', () => {
    expect(show(run.slice(2, 14), { verbosity: 1 })).toMatchInlineSnapshot(`
      "
        ✓ fine  mon1 mon2  0.0s
        - nobody skipped  mon1  0.0s
        ✓ also fine  mon1  0.0s
      "
    `);
  });
});

test('a recap that is wider than the terminal leaves out zeros', () => {
  const counts = {
    'observer1.example.com': { ok: 17, changed: 9, skipped: 2, rescued: 1, ignored: 4 },
    b: { ok: 1, unreachable: 1 },
  };
  const text = show([end(counts)], { screen: testScreen({ isTerminal: true, width: 80 }) });
  expect(text).toContain('\n  observer1.example.com  ok=17  changed=9  skipped=2  rescued=1  ignored=4\n');
});

describe('what tasks say', () => {
  const debug = task('say', { action: 'debug' });

  test('hosts that say the same are told of together', () => {
    const said = (host: string, msg: string) => ({ host, status: 'ok', result: { msg, changed: false } }) as const;
    expect(show(taskEvents(debug, [said('a', 'same'), said('b', 'other'), said('c', 'same')]))).toMatchInlineSnapshot(`
      "
        · say  a b c  0.0s
            a c: same
            b: other
      "
    `);
  });

  test('lists are lines, structures are indented', () => {
    const msg = ['first', 'second', { port: 9090, hosts: ['a', 'b'], empty: [] }];
    expect(show(taskEvents(debug, [{ host: 'a', status: 'ok', result: { msg } }]))).toMatchInlineSnapshot(`
      "
        · say  a  0.0s
            first
            second
            port: 9090
            hosts:
              - a
              - b
            empty: []
      "
    `);
  });

  test('a host cannot move the cursor', () => {
    const text = show(taskEvents(debug, [{ host: 'a', status: 'ok', result: { msg: '\u001b[2Jgone\r\u0007' } }]));
    expect(text).toContain('␛[2Jgone��');
  });
});

describe('failures', () => {
  const at = { file: '/site/site.yml', line: 2, column: 3 };

  test('hosts that failed the same way share one block, with the lines around the place', () => {
    const error = { code: 'E0301', message: "'retntion' is undefined", at, hint: 'did you mean "retention"?' } as const;
    const events = taskEvents(task('write'), [
      { host: 'a', status: 'failed', error },
      { host: 'b', status: 'failed', error },
    ]);
    expect(show(events, { readSource: () => '- hosts: all\n  msg: "{{ retntion }}"\n  tags: x\n' }))
      .toMatchInlineSnapshot(`
        "
          ✗ write  a b  0.0s
            error E0301 on a, b: 'retntion' is undefined
              ┌─ /site/site.yml:2:3
              1 │ - hosts: all
              2 │   msg: "{{ retntion }}"
                │   ^^^
              3 │   tags: x
              = hint: did you mean "retention"?
        "
      `);
  });

  test('of what no_log hides the source is not shown', () => {
    const at = { file: '/site/site.yml', line: 1, column: 3 };
    const events = taskEvents(task('login', { at }), [
      { host: 'a', status: 'failed', result: { censored: 'hidden' }, error: { message: 'it failed', at } },
    ]);
    expect(show(events, { readSource: () => '- command: login --password hunter2\n' })).not.toContain('hunter2');
  });

  test('of a loop, the items that failed are named', () => {
    const failed = { message: 'no such package' };
    const events = taskEvents(
      task('install'),
      [{ host: 'a', status: 'failed', result: { results: [], msg: 'One or more items failed' } }],
      [
        { host: 'a', status: 'ok', item: 'curl' },
        { host: 'a', status: 'failed', item: 'crul', error: failed },
      ],
    );
    expect(show(events)).toMatchInlineSnapshot(`
      "
        ✗ install  a  0.0s
          error on a (item crul): no such package
      "
    `);
  });

  test('ignored ones are no errors', () => {
    const events = taskEvents(task('try'), [{ host: 'a', status: 'failed', ignored: true, error: { message: 'no' } }]);
    expect(show(events)).toMatchInlineSnapshot(`
      "
        ! try failed, ignored  a  0.0s
      "
    `);
  });

  test('unreachable hosts, rescued ones, and what came of them', () => {
    const lost = taskEvents(task('ping'), [
      {
        host: 'a',
        status: 'unreachable',
        error: { code: 'E0601', message: 'a (10.0.0.1:22) cannot be reached: connection refused' },
      },
      { host: 'b', status: 'failed', error: { message: 'no' } },
    ]);
    const events: RunEvent[] = [
      ...lost,
      { type: 'rescued', host: 'b' },
      end({ a: { unreachable: 1 }, b: { ok: 1, rescued: 1 } }),
    ];
    expect(show(events)).toMatchInlineSnapshot(`
      "
        ✗ ping  a b  0.0s
          error E0601 on a: a (10.0.0.1:22) cannot be reached: connection refused
          error on b: no
        ↺ rescued  b

        a  ok=0  changed=0  unreachable=1  failed=0  rescued=0
        b  ok=1  changed=0  unreachable=0  failed=0  rescued=1
        unreachable: a · 9.8s
      "
    `);
  });

  test('an include that fails after it has ended is not lost', () => {
    const include = task('include_tasks', { action: 'include_tasks' });
    const [started, late, ended] = taskEvents(include, [
      { host: 'a', status: 'failed', error: { code: 'E0406', message: 'no task file "x.yml"' } },
    ]);
    expect(show([started, ended, late].filter((event) => event !== undefined))).toContain(
      'error E0406 on a: no task file "x.yml"',
    );
  });

  test('an interrupted run tells what was under way', () => {
    const waiting: RunEvent = { type: 'task start', task: task('pull images'), hosts: ['a'] };
    expect(show([waiting, { type: 'stopped', reason: 'interrupted', cause: 'interrupt' }, end({ a: { ok: 1 } })]))
      .toMatchInlineSnapshot(`
      "
      stopped: interrupted during pull images

        a  ok=1  changed=0  failed=0
        nothing changed on 1 host · 9.8s
      "
    `);
  });
});

test('what goes away is told once a kind, with the first place', () => {
  const old = (line: number): RunEvent => ({
    type: 'deprecation',
    message: 'Braces are old.',
    version: '2.23',
    at: { file: '/site/tasks.yml', line, column: 1 },
  });
  expect(show([old(1), old(2)])).toBe('\ngoes away with ansible-core 2.23: Braces are old. (/site/tasks.yml:1:1)\n');
});
