import { describe, expect, test } from 'vitest';
import { TaskFailure, type Step } from '../../src/module-kit/index.js';
import { command } from '../../src/modules/command.js';
import { shell } from '../../src/modules/shell.js';
import { failureOf } from './failure.js';
import { talk, type Answering } from './talk.js';
import { target, withDefaults } from './target.js';

const clock = (step: Step): unknown => (step.kind === 'clock' ? 1_000_000_000_000 : undefined);

function run(
  given: Record<string, unknown>,
  answering: Answering = {},
  module: typeof command | typeof shell = command,
) {
  return talk(module.run(withDefaults(module, given), target), { other: clock, ...answering });
}

describe('command', () => {
  test.each([
    ['plain words', { _raw_params: 'ls -l "a b"' }, `run: exec ls -l 'a b'`],
    ['no shell features', { _raw_params: 'echo a;b | c > d' }, `run: exec echo 'a;b' '|' c '>' d`],
    ['a hostile name', { argv: ["$(touch x)'\n", '`id`'] }, "run: exec '$(touch x)'\\''\n' '`id`'"],
    [
      'variables of the environment',
      { _raw_params: 'echo $HOME/x ${A}b $9 $' },
      'run: exec echo "${HOME-\\$HOME}"/x "${A-\\${A\\}}"b \'$9\' \'$\'',
    ],
    ['home directories', { _raw_params: 'ls ~ ~/a ~root/b a~' }, "run: exec ls ~ ~/a ~root/b 'a~'"],
    ['nothing expanded', { argv: ['echo', '$HOME', '~'], expand_argument_vars: false }, `run: exec echo '$HOME' '~'`],
    ['an empty word', { argv: ['echo', ''] }, `run: exec echo ''`],
    [
      'input and directory',
      { cmd: 'cat', stdin: 'x', chdir: '-odd' },
      `run: exec <<2 bytes>\nCDPATH= cd -P -- ./-odd >/dev/null 2>&1 || { echo 'provision: cannot change directory' >&2; exit 125; }\nexec cat`,
    ],
  ])('%s', (_case, given, wanted) => {
    expect(run(given).said).toEqual([wanted]);
  });

  test('a program that succeeds has changed something, and its output loses empty lines at the end', () => {
    const { result } = run({ cmd: 'a' }, { outcomes: { run: { text: 'x\n\ny\n\n\n' } } });
    expect(result).toMatchObject({
      changed: true,
      rc: 0,
      cmd: ['a'],
      stdout: 'x\n\ny',
      stdout_lines: ['x', '', 'y'],
      delta: '0:00:00',
      msg: '',
    });
  });

  test('a program that fails says so with its output', () => {
    const { result } = run({ cmd: 'a' }, { outcomes: { run: { status: 3, stderr: Buffer.from('no\n') } } });
    expect(result).toMatchObject({ failed: true, changed: true, rc: 3, stderr: 'no', msg: 'non-zero return code' });
  });

  test.each([
    ['dash', 'sh: 3: exec: nosuch: not found', 127, 2],
    ['bash', 'bash: line 1: exec: nosuch: not found', 127, 2],
    ['not executable', 'sh: 1: exec: /etc/passwd: Permission denied', 126, 13],
  ])('a program that cannot be started is an error of its own (%s)', (_case, stderr, status, rc) => {
    const failure = failureOf(() =>
      run({ cmd: 'nosuch' }, { outcomes: { run: { status, stderr: Buffer.from(stderr) } } }),
    );
    expect(failure.result).toMatchObject({ rc, changed: false });
  });

  test('a program that itself ends with 127 is not taken for a missing one', () => {
    const { result } = run({ cmd: 'a' }, { outcomes: { run: { status: 127, stderr: Buffer.from('lib not found') } } });
    expect(result).toMatchObject({ rc: 127, failed: true });
  });

  test.each([
    ['creates, there', { creates: '/x' }, { 'glob {"pattern":"/x"}': true }, false],
    ['creates, missing', { creates: '/x' }, { 'glob {"pattern":"/x"}': false }, true],
    ['removes, missing', { removes: 'y*', chdir: '/d' }, { 'glob {"pattern":"y*","directory":"/d"}': false }, false],
    ['removes, there', { removes: 'y*' }, { 'glob {"pattern":"y*"}': true }, true],
  ])('%s', (_case, given, answers, runs) => {
    const { result, said } = run({ cmd: 'a', ...given }, { answers });
    expect([result.changed, said.length]).toEqual([runs, runs ? 1 : 0]);
  });

  test('check mode fails where the directory is missing', () => {
    const answers = { 'glob {"pattern":".","directory":"/none"}': false };
    expect(failureOf(() => run({ cmd: 'a', chdir: '/none' }, { check: true, answers })).message).toContain('/none');
  });

  test('check mode skips, unless creates or removes decide', () => {
    expect(run({ cmd: 'a' }, { check: true }).result).toMatchObject({ skipped: true, changed: false, failed: false });
    const decided = run(
      { cmd: 'a', creates: '/x' },
      { check: true, answers: { 'glob {"pattern":"/x"}': false } },
    ).result;
    expect(decided).toMatchObject({ changed: true });
    expect(decided.skipped).toBeUndefined();
  });

  test.each([
    ['an open quotation', { _raw_params: 'echo "x' }],
    ['no words', { _raw_params: '  ' }],
    ['a dash first', { argv: ['-a', 'x'] }],
  ])('%s is refused', (_case, given) => {
    expect(() => run(given)).toThrow(TaskFailure);
  });
});

describe('shell', () => {
  test('hands the line over as it is', () => {
    const { said, result } = run({ _raw_params: `a | b > 'c d'` }, {}, shell);
    expect(said).toEqual([`run: exec /bin/sh -c 'a | b > '\\''c d'\\'''`]);
    expect(result.cmd).toBe(`a | b > 'c d'`);
  });

  test('uses the shell it is told', () => {
    expect(run({ cmd: 'x', executable: '/bin/bash' }, {}, shell).said).toEqual(['run: exec /bin/bash -c x']);
  });
});
