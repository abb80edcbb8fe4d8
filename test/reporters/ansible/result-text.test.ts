import { expect, test } from 'vitest';
import { defaultDisplay } from '../../../src/reporters/ansible/options.js';
import { debugResult, resultText, type ShownResult } from '../../../src/reporters/ansible/result-text.js';

const text = (result: ShownResult, verbosity = 1): string =>
  resultText(result, { verbosity, isWide: false, display: defaultDisplay });

test('what is for machines or very talkative output is left out', () => {
  const result = { rc: 0, invocation: {}, _ansible_no_log: false, failed: false, diff: [], exception: 'Traceback' };
  expect(text(result)).toBe('{"rc": 0}');
  expect(text(result, 3)).toBe('{\n    "diff": [],\n    "invocation": {},\n    "rc": 0\n}');
});

test('debug shows its message alone, or the variable with the item it was shown for', () => {
  expect(debugResult({ msg: 'x', item: 1, changed: false })).toEqual({ msg: 'x' });
  expect(debugResult({ v: 5, item: 1, ansible_loop_var: 'item', changed: false })).toEqual({ v: 5, item: 1 });
});

const lines = { stdout: 'a\nb', stdout_lines: ['a', 'b'], list: [{ k: 'x \n\ty\n' }] };

test.each([
  [
    true,
    '\n    list:\n    -   k: |-\n            x\n                    y\n    stdout: |-\n        a\n        b\n    stdout_lines: <omitted>',
  ],
  [
    false,
    '\n    list:\n    - k: "x \\n\\ty\\n"\n    stdout: |-\n      a\n      b\n    stdout_lines:\n    - a\n    - b',
  ],
])('as YAML, pretty: %s', (isPretty, wanted) => {
  const display = { ...defaultDisplay, resultFormat: 'yaml', isPretty } as const;
  expect(resultText(lines, { verbosity: 1, isWide: false, display })).toBe(wanted);
});
