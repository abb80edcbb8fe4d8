import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { parseYaml, parseYamlDocuments } from '../../src/source/parse-yaml.js';
import { positionOf, positionOfItem, positionOfKey } from '../../src/values/origin.js';
import {
  Float,
  TemplateText,
  UnsafeText,
  Timestamp,
  VaultText,
  isDict,
  isList,
  type Value,
} from '../../src/values/value.js';

function value(text: string): Value {
  const dict = parseYaml(`a: ${text}\n`, 'f.yml');
  return isDict(dict) ? (dict.get('a') ?? null) : null;
}

function failure(text: string): string {
  try {
    parseYaml(text, 'f.yml');
  } catch (error) {
    if (error instanceof ProvisionError) return `${error.code} ${error.at?.line}:${error.at?.column}`;
    throw error;
  }
  return 'no error';
}

describe('plain scalars follow YAML 1.1', () => {
  test.each<[string, Value]>([
    ['yes', true],
    ['Off', false],
    ['y', 'y'],
    ['', null],
    ['~', null],
    ['NULL', null],
    ['nil', 'nil'],
    ['010', 8],
    ['08', '08'],
    ['0o10', '0o10'],
    ['0x1F', 31],
    ['-0b11', -3],
    ['+1_000', 1000],
    ['1:30', 90],
    ['12:30:45', 45045],
    ['1:60', '1:60'],
    ['99999999999999999999', 99999999999999999999n],
    ['1.5', new Float(1.5)],
    ['1.', new Float(1)],
    ['.5', new Float(0.5)],
    ['1e3', '1e3'],
    ['1.5e3', '1.5e3'],
    ['1.5e+3', new Float(1500)],
    ['-.inf', new Float(-Infinity)],
    ['1:30.5', new Float(90.5)],
    ['10.1.2.3', '10.1.2.3'],
    ['2001-02-03', new Timestamp(Date.UTC(2001, 1, 3), true)],
    ['2001-02-30', '2001-02-30'],
    ['2001-02-03 10:00:00.5 +1', new Timestamp(Date.UTC(2001, 1, 3, 9, 0, 0, 500), false, 60, 500_000)],
    ["'yes'", 'yes'],
    ['"010"', '010'],
    ['! 010', 8],
    ['!!str 010', '010'],
    ['!!int "3"', 3],
    ['!!float 3', new Float(3)],
  ])('%s', (text, wanted) => {
    expect(value(text)).toEqual(wanted);
  });
});

describe('tags and templates', () => {
  test('a vault scalar keeps its text and place', () => {
    expect(value('!vault |\n  $ANSIBLE_VAULT;1.1;AES256\n  6162')).toEqual(
      new VaultText('$ANSIBLE_VAULT;1.1;AES256\n6162\n', { file: 'f.yml', line: 1, column: 11 }),
    );
  });

  test.each([
    ['"{{ x }}"', new TemplateText('{{ x }}', { file: 'f.yml', line: 1, column: 4 })],
    ['x{# c', new TemplateText('x{# c', { file: 'f.yml', line: 1, column: 4 })],
    ['!unsafe "{{ x }}"', new UnsafeText('{{ x }}', { file: 'f.yml', line: 1, column: 4 })],
  ])('%s', (text, wanted) => {
    expect(value(text)).toEqual(wanted);
  });

  test('unsafe containers hold no templates', () => {
    expect(value('!unsafe {b: ["{{ x }}"]}')).toMatchObject(new Map([['b', [{ text: '{{ x }}' }]]]));
  });

  test('mere data holds no tags', () => {
    expect(parseYaml('a: !unsafe x', 'f.yml', { trusted: false })).toEqual(new Map([['a', 'x']]));
  });

  test('untrusted texts hold no templates', () => {
    expect(parseYaml('a: "{{ x }}"', 'f.yml', { trusted: false })).toEqual(new Map([['a', '{{ x }}']]));
  });

  test('keys are never templates', () => {
    expect(parseYaml('"{{ x }}": 1', 'f.yml')).toEqual(new Map([['{{ x }}', 1]]));
  });
});

describe('mappings', () => {
  test('merged pairs come first and the own ones win', () => {
    const dict = parseYaml('b: &b {x: 1, y: 2}\nc: &c {y: 3, z: 4}\nd:\n  w: 0\n  <<: [*b, *c]\n  x: 5\n', 'f.yml');
    const merged = isDict(dict) ? dict.get('d') : undefined;
    expect(merged).toEqual(
      new Map([
        ['y', 2],
        ['z', 4],
        ['x', 5],
        ['w', 0],
      ]),
    );
  });

  test('an overridden merged key is no duplicate', () => {
    expect(warnings('b: &b {x: 1}\nd: {<<: *b, x: 2}')).toEqual([]);
  });

  test('of a repeated key the last wins, with a warning at its place', () => {
    expect(warnings('a: 1\na: 2\n')).toEqual(['2:1']);
    expect(parseYaml('a: 1\na: 2\n', 'f.yml')).toEqual(new Map([['a', 2]]));
  });

  test('a repeated key can be an error', () => {
    expect(() => parseYaml('a: 1\na: 2\n', 'f.yml', { duplicateKeys: 'error' })).toThrow(
      expect.objectContaining({ code: 'E0102' }),
    );
  });

  test('containers remember where they, their keys and their items are', () => {
    const dict = parseYaml('# comment\na:\n  - x\n  - b: 1\n', 'f.yml');
    const list = isDict(dict) ? dict.get('a') : undefined;
    if (!isDict(dict) || !isList(list)) throw new Error('not the wanted shape');
    expect(positionOfKey(dict, 'a')).toEqual({ file: 'f.yml', line: 2, column: 1 });
    expect(positionOf(list)).toEqual({ file: 'f.yml', line: 3, column: 3 });
    expect(positionOfItem(list, 1)).toEqual({ file: 'f.yml', line: 4, column: 5 });
  });
});

function warnings(text: string): string[] {
  const places: string[] = [];
  parseYaml(text, 'f.yml', { onWarning: (_message, at) => places.push(`${at.line}:${at.column}`) });
  return places;
}

describe('documents', () => {
  test('an empty text is null', () => {
    expect(parseYaml('---\n', 'f.yml')).toBeNull();
    expect(parseYaml('', 'f.yml')).toBeNull();
  });

  test('several documents are read on request and refused otherwise', () => {
    expect(parseYamlDocuments('a: 1\n---\nb: 2\n', 'f.yml')).toEqual([new Map([['a', 1]]), new Map([['b', 2]])]);
    expect(failure('---\na: 1\n---\nb: 2\n')).toBe('E0101 3:1');
  });

  test('JSON is read as JSON', () => {
    expect(parseYaml('{"a": "yes", "b": 1.0,\n\t"c": [1, "{{ x }}"]}', 'f.yml')).toEqual(
      new Map<Value, Value>([
        ['a', 'yes'],
        ['b', new Float(1)],
        ['c', [1, new TemplateText('{{ x }}', { file: 'f.yml', line: 2, column: 11 })]],
      ]),
    );
  });

  test('braces that are no JSON are YAML', () => {
    expect(parseYaml('{a: yes}', 'f.yml')).toEqual(new Map([['a', true]]));
  });
});

describe('lines in quotes and brackets may begin anywhere, as for PyYAML', () => {
  test.each<[string, string, Value]>([
    ['a quoted text', 'k:\n  a: "one\ntwo\n\nthree"\n', new Map([['a', 'one two\nthree']])],
    ['a text in single quotes', "k:\n  - a: 'it''s\n one'\n", [new Map([['a', "it's one"]])]],
    [
      'a mapping in braces',
      'k: {\na: 1, b: "}"\n}\n',
      new Map<Value, Value>([
        ['a', 1],
        ['b', '}'],
      ]),
    ],
    ['a list in brackets', 'k: [\n1, # ]\n2\n]\n', [1, 2]],
    ['brackets with loose quotes', 'k:\n  [\n "a\nb", {\nc: "d\ne"}]\n', ['a b', new Map([['c', 'd e']])]],
    ['several loose texts', 'k:\n  - "a\nb"\n  - "c\nd"\n', ['a b', 'c d']],
  ])('%s', (_case, text, wanted) => {
    const dict = parseYaml(text, 'f.yml');
    expect(isDict(dict) && dict.get('k')).toEqual(wanted);
  });

  test('places are those of the file', () => {
    const dict = parseYaml('a: "x\ny"\nb:\n  c: {\nd: "{{ e }}"}\n', 'f.yml');
    const inner = isDict(dict) ? dict.get('b') : undefined;
    const braces = isDict(inner) ? inner.get('c') : undefined;
    expect(isDict(braces) && positionOf(braces.get('d') ?? null)).toMatchObject({ line: 5, column: 4 });
  });

  test.each([
    ['a: "x\nb: "y"\n', 'E0101 1:4'],
    ['a: "x\n--- y"\n', 'E0101 1:4'],
    ['a: [1,\nb: {2\n', 'E0101 2:1'],
  ])('what is not closed stays a mistake: %j', (text, wanted) => {
    expect(failure(text)).toBe(wanted);
  });
});

test.each<[string, Value]>([
  ['a: |\n  x\n  y', 'x\ny'],
  ['a: >\n  x\n  y', 'x y'],
  ['a: |\n  x\n', 'x\n'],
  ['a: |\n  x\n  ', 'x\n'],
  ['a: |+\n  x', 'x'],
])('a block ends as the file does: %j', (text, wanted) => {
  const dict = parseYaml(text, 'f.yml');
  expect(isDict(dict) && dict.get('a')).toBe(wanted);
});

test('a comment may begin right behind a quote', () => {
  expect(value("'0755'#mode")).toBe('0755');
});

test('a date that is a key is its text', () => {
  expect(parseYaml('2001-02-03: x\n', 'f.yml')).toEqual(new Map([['2001-02-03', 'x']]));
});

describe('mistakes are reported where they are', () => {
  test.each([
    ['a:\n\tb: 1\n', 'E0101 2:1'],
    ['name: {{ x }}\n', 'E0101 1:7'],
    ['name: {{ x }}/foo\nb: 1\n', 'E0101 1:7'],
    ['- {{ x }}\n', 'E0101 1:3'],
    ['a: b: c\n', 'E0101 1:4'],
    ['b: 1\na: "foo\nb: 1\n', 'E0101 2:4'],
    ['a:\n  b: 1\n c: 2\n', 'E0101 3:1'],
    ['a:1\nb: 2\n', 'E0101 1:3'],
    ['a: @foo\n', 'E0101 1:4'],
    ['a: *nope\n', 'E0101 1:4'],
    ['a: &x [*x]\n', 'E0101 1:8'],
    ['a: "\\d"\n', 'E0101 1:5'],
    ['a: [1, 2\nb: 3\n', 'E0101 2:1'],
    ['a: - b\n', 'E0101 1:4'],
    ['a: !foo bar\n', 'E0101 1:9'],
    ['a: !!int x\n', 'E0101 1:10'],
    ['? [1]\n: b\n', 'E0101 1:3'],
    ['a: \u0007\n', 'E0101 1:4'],
  ])('%j', (text, wanted) => {
    expect(failure(text)).toBe(wanted);
  });
});
