import { describe, expect, test } from 'vitest';
import type { HostResult, RunEvent } from '../../../src/events/event.js';
import { jsonReporter } from '../../../src/reporters/ansible/json-reporter.js';
import { minimalReporter, treeReporter } from '../../../src/reporters/ansible/minimal-reporter.js';
import { defaultDisplay } from '../../../src/reporters/ansible/options.js';
import { task, taskEvents } from '../screens.js';

type Told = Partial<HostResult> & Pick<HostResult, 'host' | 'status'>;

function print(style: 'minimal' | 'oneline', action: string, told: Told): string {
  let output = '';
  const reporter = minimalReporter(
    {
      writeOutput: (text) => void (output += text),
      writeError: () => undefined,
      readSource: () => undefined,
      verbosity: 0,
      columns: () => 79,
      palette: undefined,
      display: defaultDisplay,
    },
    style,
  );
  for (const event of taskEvents(task('x', { action }), [told])) reporter.report(event);
  return output;
}

const failed = { rc: 3, stdout: 'a\nb', stderr: 'e', msg: 'non-zero', failed: true, changed: true };

describe('a single module', () => {
  test.each<[string, 'minimal' | 'oneline', string, Told, string]>([
    [
      'a result',
      'minimal',
      'ping',
      { host: 'h', status: 'ok', result: { ping: 'pong', changed: false } },
      'h | SUCCESS => {\n    "changed": false,\n    "ping": "pong"\n}\n',
    ],
    [
      'a command',
      'minimal',
      'command',
      { host: 'h', status: 'changed', result: { rc: 0, stdout: 'hi', stderr: '', msg: '' } },
      'h | CHANGED | rc=0 >>\nhi\n',
    ],
    [
      'a command that failed',
      'minimal',
      'shell',
      { host: 'h', status: 'failed', result: failed },
      'h | FAILED | rc=3 >>\na\nbenon-zero\n',
    ],
    [
      'a command in the background',
      'minimal',
      'command',
      { host: 'h', status: 'changed', result: { ansible_job_id: 'j1', rc: 0, stdout: 'hi' } },
      'h | CHANGED => {\n    "ansible_job_id": "j1",\n    "rc": 0,\n    "stdout": "hi"\n}\n',
    ],
    ['a skipped task', 'minimal', 'command', { host: 'h', status: 'skipped' }, 'h | SKIPPED\n'],
    [
      'a lost host',
      'minimal',
      'ping',
      { host: 'h', status: 'unreachable', result: { msg: 'no' } },
      'h | UNREACHABLE! => {\n    "msg": "no"\n}\n',
    ],
    [
      'a result on one line',
      'oneline',
      'ping',
      { host: 'h', status: 'ok', result: { ping: 'pong', changed: false } },
      'h | SUCCESS => {"changed": false,"ping": "pong"}\n',
    ],
    [
      'a command on one line',
      'oneline',
      'command',
      { host: 'h', status: 'changed', result: { rc: 0, stdout: 'a\nb', stderr: 'e' } },
      'h | CHANGED | rc=0 | (stdout) a\\nb (stderr) e\n',
    ],
  ])('%s', (_case, style, action, told, wanted) => {
    expect(print(style, action, told)).toBe(wanted);
  });

  test('is kept in a file for each host', () => {
    const files = new Map<string, string>();
    const reporter = treeReporter((host, text) => files.set(host, text));
    const told = { host: 'h', status: 'ok', result: { ping: 'pong', changed: false, failed: false } } as const;
    for (const event of taskEvents(task('x'), [told])) reporter.report(event);
    expect([...files]).toEqual([['h', '{"changed": false, "ping": "pong"}']]);
  });
});

test('a run as one JSON document', () => {
  let output = '';
  const reporter = jsonReporter((text) => void (output += text));
  const counts = { ok: 1, changed: 0, unreachable: 0, failed: 0, skipped: 0, rescued: 0, ignored: 0 };
  const events: readonly RunEvent[] = [
    { type: 'play start', name: 'Web', hosts: ['h'], strategy: 'linear', check: false },
    ...taskEvents(task('t', { action: 'ping' }), [{ host: 'h', status: 'ok', result: { ping: 'pong' } }]),
    { type: 'run end', counts: { h: counts }, stats: [{ data: { n: 1 } }], exitCode: 0, duration: 1 },
  ];
  for (const event of events) reporter.report(event);
  expect(JSON.parse(output)).toMatchObject({
    global_custom_stats: { n: 1 },
    plays: [
      { play: { name: 'Web' }, tasks: [{ task: { name: 't' }, hosts: { h: { action: 'ping', ping: 'pong' } } }] },
    ],
    stats: { h: { ok: 1, failures: 0 } },
  });
});
