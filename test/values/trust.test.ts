import { expect, test } from 'vitest';
import { parseYaml } from '../../src/source/parse-yaml.js';
import { finalize } from '../../src/template/finalize.js';
import { wrap } from '../../src/template/lazy.js';
import { fromJson } from '../../src/values/json.js';
import { isTrusted, mergedTrust, rememberTrusted, setTrusted } from '../../src/values/trust.js';
import { isDict, isList, type Dict, type Value } from '../../src/values/value.js';

const source = `
a: text
b: !unsafe text
c: "{{ x }}"
d: [text, !unsafe text, "{{ x }}"]
`;

function dictOf(value: unknown): Dict {
  if (isDict(value)) return value;
  throw new Error('not a dict');
}

/** Which members are text as written: names of a dict's, indexes of the list under `d`. */
function trustedIn(dict: Dict): Value[] {
  const list = dict.get('d');
  const items = isList(list) ? [...list.keys()].filter((index) => isTrusted(list, index, list[index])) : [];
  return [...['a', 'b'].filter((key) => isTrusted(dict, key, dict.get(key))), ...items];
}

test('text read from a file is trusted unless it is `!unsafe`', () => {
  const written = dictOf(parseYaml(source, 'f.yml'));
  expect(trustedIn(written).slice(0, 2)).toEqual(['a', 0]);
  expect(isTrusted(written, 'b', written.get('b'))).toBe(false);
});

test('a rendered copy, and a copy of that, trusts what was text before', () => {
  const render = (): string => 'text';
  const once = wrap(parseYaml(source, 'f.yml'), render);
  const again = wrap(dictOf(once), render);
  for (const copy of [finalize(once), finalize(again)]) {
    const rendered = dictOf(copy);
    expect(rendered.get('d')).toEqual(['text', 'text', 'text']);
    expect(trustedIn(rendered)).toEqual(['a', 0]);
    expect(isTrusted(rendered, 'c', rendered.get('c'))).toBe(false);
  }
});

test('what a host returned is not trusted', () => {
  const result = dictOf(fromJson({ a: 'text', d: ['text'] }));
  expect(trustedIn(result)).toEqual([]);
});

test.each(['{"a": "text", "d": ["text"]}', '{a: text, d: [text]}'])('data %s is not trusted', (data) => {
  const read = dictOf(parseYaml(data, 'f.yml', { trusted: false }));
  expect(trustedIn(read)).toEqual([]);
  expect(trustedIn(dictOf(finalize(read)))).toEqual([]);
});

test('a result that was marked stays so', () => {
  const facts = { a: 'text', b: 'text' };
  rememberTrusted(facts, ['a']);
  expect(trustedIn(dictOf(fromJson(facts)))).toEqual(['a']);
});

test('of merged variables the stronger one says what is trusted', () => {
  const weak = new Map<string, Value>([
    ['a', 'text'],
    ['b', 'text'],
  ]);
  rememberTrusted(weak, ['a', 'b']);
  const strong = new Map<string, Value>([['b', 'text']]);
  const merged = mergedTrust(weak, strong);
  expect(['a', 'b'].filter((name) => isTrusted(merged, name, merged.get(name)))).toEqual(['a']);
});

test('a mark can be taken back', () => {
  const variables = new Map<string, Value>([['a', 'text']]);
  setTrusted(variables, 'a', true);
  setTrusted(variables, 'a', false);
  expect(isTrusted(variables, 'a', 'text')).toBe(false);
});
