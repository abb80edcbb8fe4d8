import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { attach, joinScripts, rawShell, sh } from '../../src/shell/script.js';

describe('sh', () => {
  test.each(['plain', '', 'two words', "it's", '$HOME `id` "x" \\ !', 'line\nbreak', '-rf', '*', 'ümlaut'])(
    'passes %j on as exactly one word',
    (value) => {
      const script = sh`printf '%s' ${value}`;
      expect(execFileSync('/bin/sh', ['-c', script.toString()]).toString()).toBe(value);
    },
  );

  test('makes a word of each member of a list', () => {
    expect(sh`rm -- ${['a b', 'c']}`.toString()).toBe(`rm -- 'a b' c`);
  });

  test('inserts scripts as they are, and joins them', () => {
    const inner = sh`test -e ${'a b'}`;
    expect(sh`if ${inner}; then ${rawShell('echo yes')}; fi`.toString()).toBe(`if test -e 'a b'; then echo yes; fi`);
    expect(joinScripts([sh`a`, sh`b`], ' && ').toString()).toBe('a && b');
  });

  test('shows an attachment by its size, never by its content', () => {
    expect(sh`cat ${attach('secret')} > ${'/x'}`.toString()).toBe('cat <6 bytes> > /x');
  });
});
