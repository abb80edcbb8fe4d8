import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../src/events/event.js';
import { Float } from '../../../src/values/value.js';
import { ansibleReporter } from '../../../src/reporters/ansible/ansible-reporter.js';
import { defaultPalette } from '../../../src/reporters/ansible/colours.js';
import { defaultDisplay, type AnsibleOptions } from '../../../src/reporters/ansible/options.js';
import { task, taskEvents } from '../screens.js';

interface Printed {
  readonly output: string;
  readonly errors: string;
}

function print(events: readonly RunEvent[], more: Partial<AnsibleOptions> = {}): Printed {
  let [output, errors] = ['', ''];
  const reporter = ansibleReporter({
    writeOutput: (text) => void (output += text),
    writeError: (text) => void (errors += text),
    readSource: () => '- hosts: all\n\n  tasks:\n  - fail:\n',
    verbosity: 0,
    columns: () => 79,
    palette: undefined,
    display: defaultDisplay,
    ...more,
  });
  for (const event of events) reporter.report(event);
  return { output, errors };
}

const at = { file: '/site/site.yml', line: 4, column: 5 };
const error = { message: 'no', steps: [{ message: 'Task failed', at }] };

describe('the output of the default callback', () => {
  const play: RunEvent = { type: 'play start', name: 'Web', hosts: ['a'], strategy: 'linear', check: false };
  const counts = { ok: 2, changed: 1, unreachable: 0, failed: 1, skipped: 0, rescued: 0, ignored: 0 };
  const run: readonly RunEvent[] = [
    play,
    ...taskEvents(task('Say it', { action: 'debug', title: 'web : Say it' }), [
      { host: 'a', status: 'ok', display: 'always', result: { msg: ['ä', new Float(1)], changed: false } },
    ]),
    ...taskEvents(task('Write'), [
      { host: 'a', status: 'changed', delegate: 'b', diffs: [{ before: 'x\n', after: 'y\n', afterHeader: '/f' }] },
    ]),
    ...taskEvents(
      task('Loop'),
      [{ host: 'a', status: 'changed' }],
      [
        { host: 'a', status: 'changed', item: '1' },
        { host: 'a', status: 'skipped', item: '2' },
      ],
    ),
    ...taskEvents(task('Fail', { at }), [
      { host: 'a', status: 'failed', ignored: true, error, result: { failed: true, msg: 'no', changed: false } },
    ]),
    { type: 'run end', counts: { a: counts }, exitCode: 2, duration: 1 },
  ];

  test('of a run', () => {
    expect(print(run).output).toMatchInlineSnapshot(`
      "
      PLAY [Web] *********************************************************************

      TASK [web : Say it] ************************************************************
      ok: [a] => {
          "msg": [
              "ä",
              1.0
          ]
      }

      TASK [Write] *******************************************************************
      --- before
      +++ after: /f
      @@ -1 +1 @@
      -x
      +y

      changed: [a -> b]

      TASK [Loop] ********************************************************************
      changed: [a] => (item=1)
      skipping: [a] => (item=2) 

      TASK [Fail] ********************************************************************
      [ERROR]: Task failed: no
      Origin: /site/site.yml:4:5

      2
      3   tasks:
      4   - fail:
            ^ column 5

      fatal: [a]: FAILED! => {"changed": false, "msg": "no"}
      ...ignoring

      PLAY RECAP *********************************************************************
      a                          : ok=2    changed=1    unreachable=0    failed=1    skipped=0    rescued=0    ignored=0   

      "
    `);
  });

  test('with -v results stand behind their hosts; with -vv tasks tell their place', () => {
    const events = [play, ...taskEvents(task('Run', { at }), [{ host: 'a', status: 'ok', result: { rc: 0, a: '' } }])];
    expect(print(events, { verbosity: 2 }).output).toMatchInlineSnapshot(`
      "
      PLAY [Web] *********************************************************************

      TASK [Run] *********************************************************************
      task path: /site/site.yml:4
      ok: [a] => {"a": "", "rc": 0}
      "
    `);
  });

  test('failures go to standard error when they are to', () => {
    const printed = print(run, { display: { ...defaultDisplay, failedToStderr: true } });
    expect(printed.errors).toMatch(/^\[ERROR\]: Task failed: no\nOrigin: \/site\/site.yml:4:5\n/);
    expect(printed.errors).toMatch(/\nfatal: \[a\]: FAILED! => \{"changed": false, "msg": "no"\}\n$/);
    expect(printed.output).toContain('\n...ignoring\n');
    expect(printed.output).not.toContain('fatal');
  });

  test.each([
    [true, 'META: triggered running handlers for a\n'],
    [false, ''],
  ])('what is for debugging is told when debugging: %s', (isDebugging, wanted) => {
    const detail: RunEvent = { type: 'detail', level: 'debug', text: 'META: triggered running handlers for a' };
    expect(print([detail], { verbosity: 4, display: { ...defaultDisplay, isDebugging } }).output).toBe(wanted);
  });

  test('a task that only says what is hidden has no banner', () => {
    const { output } = print(run, { display: { ...defaultDisplay, okHosts: false, skippedHosts: false } });
    expect(output).not.toContain('Say it');
    expect(output).not.toContain('skipping');
    expect(output).toContain('TASK [Write]');
  });

  test('lines have the colour of what they tell', () => {
    const { output } = print(run, { palette: defaultPalette });
    expect(output).toContain('\u001b[0;33mchanged: [a -> b]\u001b[0m\n');
    expect(output).toContain('\u001b[0;31mfatal: [a]: FAILED! => {"changed": false, "msg": "no"}\u001b[0m\n');
    expect(output).toContain(`${'\u001b[0;31ma\u001b[0m'.padEnd(37)} : \u001b[0;32mok=2   \u001b[0m `);
  });

  test('the same error is told once', () => {
    const failing = taskEvents(task('Fail', { at }), [
      { host: 'a', status: 'failed', error, result: { msg: 'no' } },
      { host: 'b', status: 'failed', error, result: { msg: 'no' } },
    ]);
    expect(print(failing).output.match(/\[ERROR\]/g)).toHaveLength(1);
    expect(print(failing).output.match(/fatal: /g)).toHaveLength(2);
  });
});

test('an attempt that failed elsewhere names the other host', () => {
  const { output } = print([
    { type: 'retry', task: task('Wait'), host: 'a', delegate: 'b', attempt: 1, left: 2, result: {} },
  ]);
  expect(output).toContain('FAILED - RETRYING: [a -> b]: Wait (2 retries left).');
});
