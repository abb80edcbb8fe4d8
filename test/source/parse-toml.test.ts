import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { parseToml } from '../../src/source/parse-toml.js';
import { toRepr } from '../../src/values/repr.js';

describe('TOML is read as Python reads it', () => {
  test.each([
    ['a = 1\nb.c = "x"\n', "{'a': 1, 'b': {'c': 'x'}}"],
    ['[t]\na = 1 # comment\n[t.u]\nb = [1,\n 2, # two\n]\n', "{'t': {'a': 1, 'u': {'b': [1, 2]}}}"],
    ['[[l]]\na = 1\n[[l]]\nb = 2\n[l.t]\nc = 3\n', "{'l': [{'a': 1}, {'b': 2, 't': {'c': 3}}]}"],
    ['"a b"."c" = {d = 1, e.f = [ ]}', "{'a b': {'c': {'d': 1, 'e': {'f': []}}}}"],
    ['a = \'\\n\'\nb = "\\n\\u00e9"', "{'a': '\\\\n', 'b': '\\né'}"],
    ['a = """\none \\\n  two"""', "{'a': 'one two'}"],
    ["a = '''it's'''", "{'a': \"it's\"}"],
    [
      'a = 0xff\nb = 1_000\nc = -0.5e3\nd = +1.0\ne = 0b11\nf = inf',
      "{'a': 255, 'b': 1000, 'c': -500.0, 'd': 1.0, 'e': 3, 'f': inf}",
    ],
    ['a = 12345678901234567890', "{'a': 12345678901234567890}"],
    ['a = 2020-01-01', "{'a': datetime.date(2020, 1, 1)}"],
    ['a = 2020-01-01 12:42:42', "{'a': datetime.datetime(2020, 1, 1, 12, 42, 42)}"],
    ['a = 12:42:42.5', "{'a': datetime.time(12, 42, 42, 500000)}"],
    ['a = true\r\nb = false\r\n', "{'a': True, 'b': False}"],
  ])('%j', (text, expected) => {
    expect(toRepr(parseToml(text, 'x.toml'))).toBe(expected);
  });
});

describe('mistakes in TOML are reported where they are', () => {
  test.each([
    ['a = 1\na = 2', '2:1'],
    ['a = \n', '1:5'],
    ['[t\n', '1:3'],
    ['a = 1 b = 2', '1:7'],
    ['[t]\n[t]\n', '2:1'],
    ['a = {b = 1', '1:11'],
    ['a = 01', '1:5'],
    ['a = "\\q"', '1:9'],
  ])('%j', (text, place) => {
    const read = (): unknown => parseToml(text, 'x.toml');
    expect(read).toThrow(ProvisionError);
    try {
      read();
    } catch (error) {
      if (error instanceof ProvisionError)
        expect(`${error.code} ${error.at?.line}:${error.at?.column}`).toBe(`E0104 ${place}`);
    }
  });
});
