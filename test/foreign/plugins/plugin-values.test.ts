import { expect, test } from 'vitest';
import { encodeValue, readReply } from '../../../src/foreign/plugins/plugin-values.js';
import { Undefined, asElement } from '../../../src/template/runtime.js';
import { toRepr } from '../../../src/values/repr.js';
import { Float, Timestamp, Tuple, UnsafeText, type Value } from '../../../src/values/value.js';

const there: readonly (readonly [string, Value, string])[] = [
  ['text', 'a"é', '"a\\"é"'],
  ['text that is no template', new UnsafeText('{{ x }}', undefined), '"{{ x }}"'],
  ['none', null, 'null'],
  ['a flag', true, 'true'],
  ['a long integer', 2n ** 70n, '1180591620717411303424'],
  ['a float without a fraction', new Float(1), '1.0'],
  ['a float beyond numbers', new Float(-Infinity), '-Infinity'],
  ['a list', [1, ['x']], '[1,["x"]]'],
  ['a tuple', Tuple.from([1]), '{"__provision":"tuple","value":[1]}'],
  ['a dict with an integer key', new Map([[1, 'x']]), '{"__provision":"dict","value":[[1,"x"]]}'],
  ['bytes', new Uint8Array([0, 255]), '{"__provision":"bytes","value":"AP8="}'],
  ['a date', new Timestamp(0, true), '{"__provision":"date","value":"1970-01-01"}'],
  ['a time', new Timestamp(0, false, 60), '{"__provision":"datetime","value":"1970-01-01T01:00:00+01:00"}'],
];

test.each(there)('%s goes to Python', (_what, value, json) => {
  expect(encodeValue(value)).toBe(json);
});

test.each(there.filter(([, value]) => !(value instanceof UnsafeText)))('%s comes back', (_what, value, json) => {
  const reply = readReply(`{"value": ${json}}`).get('value') ?? null;
  expect(toRepr(reply)).toBe(toRepr(value));
});

test('an undefined value goes there with what is wrong with it, and comes back undefined', () => {
  const json = encodeValue([asElement(new Undefined("'x' is undefined"))]);
  expect(json).toBe(`[{"__provision":"undefined","value":"'x' is undefined"}]`);
  const [back] = [readReply(`{"value": ${json}}`).get('value')].flat();
  expect(back).toMatchObject({ problem: "'x' is undefined" });
});

test('text that comes back is never a template', () => {
  expect(readReply('{"value": ["{{ 1 }}"]}').get('value')).toEqual(['{{ 1 }}']);
});
