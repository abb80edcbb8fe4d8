import { describe, expect, test } from 'vitest';
import { placeBlock } from '../../src/modules/text-edit/block.js';
import { encodingOf, linesOf } from '../../src/modules/text-edit/file-text.js';
import { placeLine, removeLines, type LineWish } from '../../src/modules/text-edit/lines.js';

const text = 'a=1\nb=2\na=3\n# end';
const wish = (given: Partial<LineWish>): LineWish => ({
  line: 'a=9',
  regexp: undefined,
  searchString: undefined,
  insertAfter: undefined,
  insertBefore: undefined,
  backReferences: false,
  firstMatch: false,
  ...given,
});

// What ansible-core 2.19.14 makes of the same text.
describe('lineinfile', () => {
  test.each<[string, Partial<LineWish>, string, string]>([
    ['the last match is replaced', { regexp: '^a=' }, 'a=1\nb=2\na=9\n# end', 'line replaced'],
    ['the first match on demand', { regexp: '^a=', firstMatch: true }, 'a=9\nb=2\na=3\n# end', 'line replaced'],
    ['a line that is there stays', { line: 'b=2' }, text, ''],
    ['a line that is there counts although regexp does not match', { line: 'b=2', regexp: '^q=' }, text, ''],
    ['a new line ends the last one first', {}, 'a=1\nb=2\na=3\n# end\na=9\n', 'line added'],
    ['at the beginning', { insertBefore: 'BOF' }, `a=9\n${text}`, 'line added'],
    ['behind a match', { insertAfter: '^b' }, 'a=1\nb=2\na=9\na=3\n# end', 'line added'],
    ['in front of the last match', { insertBefore: '^a' }, 'a=1\nb=2\na=9\na=3\n# end', 'line added'],
    ['at the end when nothing matches', { insertBefore: '^z' }, `${text}\na=9\n`, 'line added'],
    [
      'back references',
      { regexp: '^(b)=(.*)$', line: '\\1=\\2\\2', backReferences: true },
      'a=1\nb=22\na=3\n# end',
      'line replaced',
    ],
    ['back references without a match', { regexp: '^q', backReferences: true }, text, ''],
    ['text that is searched as it is', { searchString: '# e', line: 'x.' }, 'a=1\nb=2\na=3\nx.\n', 'line replaced'],
  ])('%s', (_case, given, expected, message) => {
    const { lines, message: said } = placeLine(linesOf(text), wish(given));
    expect([lines.join(''), said]).toEqual([expected, message]);
    expect(placeLine(lines, wish(given)).lines.join('')).toBe(
      given.backReferences === true && message !== '' ? 'a=1\nb=2222\na=3\n# end' : expected,
    );
  });

  test('all that match are removed', () => {
    expect(removeLines(linesOf(text), wish({ regexp: '^a=' }))).toEqual({ lines: ['b=2\n', '# end'], found: 2 });
    expect(removeLines(linesOf(text), wish({ line: 'none' }))).toMatchObject({ found: 0 });
  });
});

const block = {
  block: 'x\ny',
  begin: '# B',
  end: '# E',
  insertAfter: undefined,
  insertBefore: undefined,
  appendNewline: false,
  prependNewline: false,
};

describe('blockinfile', () => {
  test.each([
    ['a new block', 'l1\nl2', block, 'l1\nl2\n# B\nx\ny\n# E\n', 'Block inserted'],
    ['a block that is right', 'l1\n# B\nx\ny\n# E\n', block, 'l1\n# B\nx\ny\n# E\n', 'Block inserted'],
    ['a block that differs', '# B\nold\n# E\nl2\n', block, '# B\nx\ny\n# E\nl2\n', 'Block inserted'],
    ['a block that shall go', 'l1\n# B\nold\n# E\nl2\n', { ...block, block: '' }, 'l1\nl2\n', 'Block removed'],
    ['no block that could go', 'l1\n', { ...block, block: '' }, 'l1\n', ''],
    [
      'a place behind a match',
      'l1\nl2\n',
      { ...block, insertAfter: '^l1' },
      'l1\n# B\nx\ny\n# E\nl2\n',
      'Block inserted',
    ],
    ['the beginning', 'l1\n', { ...block, insertBefore: 'BOF' }, '# B\nx\ny\n# E\nl1\n', 'Block inserted'],
    [
      'empty lines around',
      'l1\nl2\n',
      { ...block, insertAfter: 'l1', appendNewline: true, prependNewline: true },
      'l1\n\n# B\nx\ny\n# E\n\nl2\n',
      'Block inserted',
    ],
  ])('%s', (_case, before, wanted, expected, message) => {
    const placed = placeBlock(before, wanted);
    expect([placed.text, placed.message]).toEqual([expected, message]);
    expect(placeBlock(placed.text, wanted).text).toBe(expected);
  });
});

test('bytes that are no UTF-8 survive editing', () => {
  const bytes = Buffer.from([0x61, 0xff, 0x0a]);
  const encoding = encodingOf(bytes);
  expect(encoding.encode(encoding.decode(bytes) + encoding.adapt('ä'))).toEqual(
    Buffer.concat([bytes, Buffer.from('ä')]),
  );
});
