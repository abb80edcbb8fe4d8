import { describe, expect, test } from 'vitest';
import { iniFile } from '../../src/modules/ini_file.js';
import { putOption, removeOption } from '../../src/modules/ini-file/sections.js';
import { linesOf } from '../../src/modules/text-edit/file-text.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const plain = { isExclusive: true, noExtraSpaces: false, ignoreSpaces: false, usesComments: true };
const put = (text: string, option: string, values: (string | undefined)[], more: object = {}) => {
  const { lines, message } = putOption(
    linesOf(text),
    { section: 's', hasValues: [] },
    { ...plain, option, values, ...more },
  );
  return [lines.join(''), message];
};

describe('the lines of an INI file', () => {
  test.each([
    ['no such section', '[a]\n', ['1'], {}, '[a]\n[s]\no = 1\n', 'section and option added'],
    ['no such option', '[s]\nx=1\n\n[t]\no=2\n', ['1'], {}, '[s]\nx=1\no = 1\n\n[t]\no=2\n', 'option added'],
    ['another value', '[s]\no=2\n', ['1'], {}, '[s]\no = 1\n', 'option changed'],
    ['without blanks', '[s]\no=2\n', ['1'], { noExtraSpaces: true }, '[s]\no=1\n', 'option changed'],
    ['only blanks differ', '[s]\no=1\n', ['1'], { ignoreSpaces: true }, '[s]\no=1\n', 'OK'],
    ['a comment is put to use', '[s]\n;o=2\n', ['1'], {}, '[s]\no = 1\n', 'option changed'],
    ['or not', '[s]\n;o=2\n', ['1'], { usesComments: false }, '[s]\no = 1\n;o=2\n', 'option added'],
    ['others go', '[s]\no=1\nx=1\no=2\n', ['2'], { noExtraSpaces: true }, '[s]\nx=1\no=2\n', 'option changed'],
    ['or stay', '[s]\no = 1\n', ['2'], { isExclusive: false }, '[s]\no = 1\no = 2\n', 'option added'],
    ['no value', '[s]\n#o\n', [undefined], {}, '[s]\no\n', 'option changed'],
    ['a name that is the beginning of another', '[s]\noo = 1\n', ['1'], {}, '[s]\noo = 1\no = 1\n', 'option added'],
  ])('%s', (_case, before, values, more, after, message) => {
    expect(put(before, 'o', values, more)).toEqual([after, message]);
    expect(put(after, 'o', values, more)).toEqual([after, 'OK']);
  });

  test('a section is told by what is in it', () => {
    const text = '[s]\nid=1\n[s]\nid=2\no=1\n';
    const where = { section: 's', hasValues: [{ option: 'id', values: ['2'] }] };
    expect(removeOption(linesOf(text), where, undefined).lines.join('')).toBe('[s]\nid=1\n');
    const other = { section: 's', hasValues: [{ option: 'id', values: ['3'] }] };
    const wish = { ...plain, option: 'o', values: ['1'] };
    expect(putOption(linesOf(text), other, wish).lines.slice(-3).join('')).toBe('[s]\nid = 3\no = 1\n');
  });

  test('an option goes with all its values, or with some', () => {
    const lines = linesOf('[s]\no=1\n#o=1\no=2\n');
    const where = { section: 's', hasValues: [] };
    const remove = (isExclusive: boolean) =>
      removeOption(lines, where, { ...plain, isExclusive, option: 'o', values: ['2'] }).lines.join('');
    expect([remove(true), remove(false)]).toEqual(['[s]\n#o=1\n', '[s]\no=1\n#o=1\n']);
  });
});

describe('ini_file', () => {
  const run = (given: Record<string, unknown>, text: string | undefined) =>
    talk(iniFile.run(withDefaults(iniFile, { path: '/a.ini', section: 's', option: 'o', ...given }), target), {
      answers: { ...textFile('/a.ini', text), 'stat {"path":"/","follow":true}': { exists: true } },
      check: true,
    });

  test('a second run changes nothing', () => {
    const { result, changes } = run({ value: '1' }, '[s]\no = 1\n');
    expect([result.changed, result.msg, changes]).toEqual([false, 'OK', []]);
  });

  test('a missing file is made', () => {
    expect(run({ value: '1' }, undefined).result).toMatchObject({ changed: true, msg: 'section and option added' });
  });

  test.each([
    [{ value: '1', create: false }, 'does not exist'],
    [{}, 'must be defined'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => run(given, undefined)).message).toContain(message);
  });
});
