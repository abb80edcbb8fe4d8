import { expect, test } from 'vitest';
import { fromPortable, toPortable, variablesFromPortable, variablesToPortable } from '../../src/values/portable.js';
import { isTrusted, rememberTrusted } from '../../src/values/trust.js';
import {
  Float,
  TemplateText,
  TimeOfDay,
  Timestamp,
  Tuple,
  UnsafeText,
  VaultText,
  type Value,
} from '../../src/values/value.js';

const at = { file: 'site.yml', line: 3, column: 7 };

test.each<[string, Value]>([
  ['null', null],
  ['a whole number', 3],
  ['a large number', 2n ** 80n],
  ['a float that is whole', new Float(1)],
  ['what is no number', new Float(NaN)],
  ['text', 'a "b" \u0000 ü'],
  ['bytes', new Uint8Array([0, 255, 10])],
  ['a date', new Timestamp(0, true)],
  ['a time with a zone', new Timestamp(5, false, 60, 7)],
  ['a clock', new TimeOfDay(1000, 1)],
  ['a template', new TemplateText('{{ x }}', at)],
  ['a vault text', new VaultText('$ANSIBLE_VAULT;1.1', undefined)],
  ['an unsafe text', new UnsafeText('{{ x }}', at)],
  ['a tuple in a list', [Tuple.from([1, 'x']) as Tuple, []]],
  ['a dict', new Map<Value, Value>([['a', new Map<Value, Value>([['b', [1]]])]])],
  [
    'a dict with other keys',
    new Map<Value, Value>([
      [1, 'x'],
      [null, true],
      [new Float(2), 'y'],
    ]),
  ],
  [
    'a dict that looks like one of ours',
    new Map<Value, Value>([
      ['$', 'float'],
      ['__proto__', 'x'],
    ]),
  ],
])('%s is the same when it is read back', (_case, value) => {
  expect(fromPortable(JSON.parse(JSON.stringify(toPortable(value))))).toEqual(value);
});

test('variables know which of them are text as written', () => {
  const variables = new Map<string, Value>([
    ['written', 'a'],
    ['told', 'b'],
  ]);
  rememberTrusted(variables, ['written']);
  const read = variablesFromPortable(JSON.parse(JSON.stringify(variablesToPortable(variables))));
  expect([...read]).toEqual([...variables]);
  expect(isTrusted(read, 'written', 'a')).toBe(true);
  expect(isTrusted(read, 'told', 'b')).toBe(false);
});
