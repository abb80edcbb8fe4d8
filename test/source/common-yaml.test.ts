import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { readCommonYaml } from '../../src/source/common-yaml.js';
import { parseWholeYaml } from '../../src/source/parse-yaml.js';
import { positionOf, positionOfItem, positionOfKey, positionOfValue } from '../../src/values/origin.js';
import { isTrusted } from '../../src/values/trust.js';
import { isDict, isList, type Value } from '../../src/values/value.js';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A value with the places of all its parts, and which of them are trusted. */
function whole(value: Value): unknown {
  if (isDict(value)) {
    const members = [...value].map(([key, member]) => [
      ...[key, whole(member), isTrusted(value, key, member)],
      ...[positionOfKey(value, key), positionOfValue(value, key)],
    ]);
    return { members, at: positionOf(value) };
  }
  if (!isList(value)) return value;
  const items = value.map((item, index) => [whole(item), positionOfItem(value, index), isTrusted(value, index, item)]);
  return { items, at: positionOf(value) };
}

/** Whether it was read, after comparing it with what the parser of the whole language makes of it. */
function isReadAlike(text: string, trusted = true): boolean {
  const found = readCommonYaml(text, 'f.yaml', { trusted });
  if (found !== undefined)
    expect([whole(found.value)], text).toEqual(parseWholeYaml(text, 'f.yaml', { trusted }).map(whole));
  return found !== undefined;
}

describe('common YAML is read by itself, as the parser of the whole language reads it', () => {
  test.each([
    ['mappings and lists', '---\na: 1\nb:\n  - x\n  - y: 2\n    z: "{{ t }}"\nc:\n- - 1\n  - yes\nd:\n'],
    ['comments and blank lines', '# x\n\na: 1 # y\n\n  # z\nb: x#y\n'],
    ['scalars in quotes', `a: 'it''s {{ x }}'\nb: "a\\n\\"b\\""\nc: "x" # y\n`],
    ['brackets', 'a: [1, web, "x y", [], {}]\nb: {msg: "{{ x }}", n: {k: v w}}\n'],
    ['blocks of text', 'a: |\n  one\n    two\n\n  three\n\nb: >-\n  folded\n  text\n\n  more\nc: >\n  end\n'],
    ['what is no text', 'a: 0644\nb: ~\nc: 1.5\nd: 2024-01-02\ne: 1:30\n2nd: 10.0.0.1\n'],
  ])('%s', (_what, text) => {
    expect(isReadAlike(text)).toBe(true);
    expect(isReadAlike(text, false)).toBe(true);
  });

  test.each([
    ...[
      '',
      '# only\n',
      'scalar\n',
      'a: &x 1\nb: *x\n',
      'a: !unsafe x\n',
      '<<: {a: b}\n',
      'a: 1\na: 2\n',
      'a:\tx\n',
      'a: b: c\n',
    ],
    ...[
      'a: x\n  y\n',
      'a: "x\n  y"\n',
      'a: [1,\n  2]\n',
      '- a\nb: c\n',
      'a: 1\n---\nb: 2\n',
      'a: 1\n...\n',
      '? a\n: b\n',
      'a: {{ x }}\n',
    ],
    ...[
      'a:\n    b: 1\n  c: 2\n',
      'a: |\n\n  x\n',
      'a: |2\n  x\n',
      'a: |+\n  x\n\n',
      'yes: 1\n',
      'a: >\n  x\n    y\n',
      'a: |\n  x',
    ],
  ])('everything else is left to that parser: %j', (text) => {
    expect(isReadAlike(text)).toBe(false);
  });
});

const texts = ['playbooks', 'inventory', 'test/conformance/playbooks']
  .flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => join(folder, name)),
  )
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => readFileSync(join(root, name), 'utf8'));

test('most of the content that is here is common', () => {
  const common = texts.filter((text) => isReadAlike(text));
  expect(common.length / texts.length).toBeGreaterThan(0.7);
});

/** What may turn one text into another one. */
const pieces = [
  ...[
    ' ',
    '  ',
    '\n',
    ':',
    ': ',
    '- ',
    '#',
    ' #',
    '"',
    "'",
    '[',
    ']',
    '{',
    '}',
    ',',
    '|',
    '>',
    '|-\n',
    '>-\n',
    '&a',
    '*a',
    '!',
  ],
  ...['0', '~', 'null', '\n\n', '---\n', 'x: y\n', '- z\n', '%', '@', '\\', '<<: ', 'yes', ' :', '?', '\t'],
];

test('texts with something put in anywhere', () => {
  let seed = 20;
  const below = (limit: number): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % limit;
  let read = 0;
  for (const text of texts) {
    for (let turn = 0; turn < 10; turn++) {
      const lines = text.split('\n');
      const from = below(lines.length);
      const part = `${lines.slice(from, from + 1 + below(12)).join('\n')}\n`;
      const at = below(part.length);
      if (isReadAlike(part.slice(0, at) + (pieces[below(pieces.length)] ?? '') + part.slice(at + below(3)))) read++;
    }
  }
  expect(read).toBeGreaterThan(texts.length);
});
