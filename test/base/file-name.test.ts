import { expect, test } from 'vitest';
import { nameBytes, nameText } from '../../src/base/file-name.js';

test.each([
  ['text', Buffer.from('é 😀\n')],
  ['a byte that begins nothing', Buffer.from([0x61, 0xff, 0x62])],
  ['half a character', Buffer.from([0xc3])],
  ['a character cut in two', Buffer.from([0xe2, 0x82, 0x20, 0xac])],
  ['nothing', Buffer.alloc(0)],
])('bytes survive being text: %s', (_case, bytes) => {
  expect(nameBytes(nameText(bytes)).equals(bytes)).toBe(true);
});

test('a stray byte is the lone surrogate that Python makes of it', () => {
  expect(nameText(Buffer.from([0x61, 0xff]))).toBe('a\udcff');
});
