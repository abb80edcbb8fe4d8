import { describe, expect, test } from 'vitest';
import { readCsv } from '../../src/modules/read_csv.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const text = 'name,uid\ndag,"5""0"\n\njeroen\n"a\nb",2,3,4\n';

const run = (given: object, content: string | undefined = text) =>
  talk(readCsv.run(withDefaults(readCsv, { path: '/u', ...given }), target), { answers: textFile('/u', content) })
    .result;

describe('read_csv', () => {
  const rows = [
    { name: 'dag', uid: '5"0' },
    { name: 'jeroen', uid: null },
    { name: 'a\nb', uid: '2', null: ['3', '4'] },
  ];

  test('rows', () => {
    expect(run({})).toEqual({ changed: false, list: rows, dict: {} });
  });

  test('rows by a key', () => {
    expect(run({ key: 'name' })['dict']).toEqual({ dag: rows[0], jeroen: rows[1], 'a\nb': rows[2] });
  });

  test('own names and another delimiter', () => {
    expect(run({ fieldnames: ['a', 'b'], delimiter: ':', skipinitialspace: true }, 'x: y\n')['list']).toEqual([
      { a: 'x', b: 'y' },
    ]);
  });

  test.each([
    ['no such column', { key: 'nom' }, text, "Key 'nom' was not found in the CSV header fields: name, uid"],
    ['a key twice', { key: 'a' }, 'a,b\n1,2\n1,3\n', "Key 'a' is not unique for value '1'"],
    ['an unknown dialect', { dialect: 'odd' }, text, "Dialect 'odd' is not supported by your version of python."],
  ])('refused: %s', (_case, given, content, message) => {
    expect(failureOf(() => run(given, content)).message).toBe(message);
  });

  test('a key may come twice where it need not be unique', () => {
    expect(run({ key: 'a', unique: false }, 'a,b\n1,2\n1,3\n')['dict']).toEqual({ '1': { a: '1', b: '3' } });
  });
});
