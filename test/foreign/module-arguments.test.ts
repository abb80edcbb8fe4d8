import { describe, expect, test } from 'vitest';
import { argumentsAsJson, argumentsAsWords } from '../../src/foreign/module-arguments.js';

const about = { name: 'm', version: '2.19.0', check: true, diff: false, noLog: true, verbosity: 2, remoteTmp: '/t' };

describe('what a module is told', () => {
  test('its arguments and its circumstances', () => {
    expect(argumentsAsJson(new Map([['who', 'x']]), about)).toMatchObject({
      who: 'x',
      _ansible_check_mode: true,
      _ansible_no_log: true,
      _ansible_verbosity: 2,
      _ansible_module_name: 'm',
      _ansible_remote_tmp: '/t',
    });
  });

  test('words are quoted for a shell, and truth is written as Python writes it', () => {
    const words = argumentsAsWords({ a: "it's", b: true, c: null, d: 3, e: ['x'] });
    expect(words).toBe(`a='it'\\''s' b=True c=None d=3 e='["x"]'`);
  });
});
