import { expect, test } from 'vitest';
import { UnsafeText, type Value } from '../../src/values/value.js';
import { controller, templarFor, trusted } from './templar-for-tests.js';

const variables = { yes: true, text: 'no', empty: [], number: 0, quoted: 'yes', expression: 'yes and text == "no"' };

test.each<[Value, boolean]>([
  [true, true],
  ['yes', true],
  ['text == "no"', true],
  ['missing is defined and missing', false],
  [['yes', 'text == "x"'], false],
  ['{{ yes }}', true],
  ['text == "{{ text }}"', true],
])('%j is %j', (condition, wanted) => {
  expect(templarFor(variables).test(trusted(condition, 'when'))).toBe(wanted);
});

test.each<[Value, string]>([
  ['text', 'E0308'],
  ['number', 'E0308'],
  ['', 'E0308'],
  ['missing', 'E0301'],
  ['yes ==', 'E0302'],
])('strict conditions refuse %j', (condition, code) => {
  expect(() => templarFor(variables).test(condition)).toThrow(expect.objectContaining({ code }));
});

test.each<[Value, boolean, number]>([
  ['text', true, 1],
  ['number', false, 1],
  ['empty', false, 1],
  ['', true, 0],
  ['yes', true, 0],
  ['{{ expression }}', true, 0],
  ['{{ text }} == "x"', false, 0],
])('permissive conditions take the truth of %j and warn', (condition, wanted, warnings) => {
  const warned: string[] = [];
  const lent = controller({ warn: (message) => warned.push(message) });
  const templar = templarFor({ ...variables, no: 'y' }, { controller: lent, strictConditions: false });
  expect(templar.test(trusted(condition, 'when'))).toBe(wanted);
  expect(warned).toHaveLength(warnings);
});

test.each([true, false])('`!unsafe` text is no condition (strict: %j)', (strictConditions) => {
  const templar = templarFor(variables, { strictConditions });
  const unsafe = new UnsafeText('yes', undefined);
  expect(() => templar.test([true, unsafe])).toThrow(expect.objectContaining({ code: 'E0308' }));
});
