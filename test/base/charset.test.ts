import { describe, expect, test } from 'vitest';
import { decodeText, encodeText, findCharset } from '../../src/base/charset.js';

describe('character sets', () => {
  // What Python's codecs make of the same text.
  test.each([
    ['utf-8', 'é', 'c3a9'],
    ['UTF8', 'é', 'c3a9'],
    ['utf-8-sig', 'é', 'efbbbfc3a9'],
    ['utf-16', 'é', 'fffee900'],
    ['utf-16-be', 'é', '00e9'],
    ['latin-1', 'é', 'e9'],
    ['cp1252', '€é', '80e9'],
    ['windows-1252', '’', '92'],
    ['iso8859-15', '€', 'a4'],
    ['koi8-r', 'Ж', 'f6'],
    ['gbk', '你好', 'c4e3bac3'],
    ['shift_jis', 'あ', '82a0'],
  ])('%s', (name, text, hex) => {
    const charset = findCharset(name);
    expect(charset?.encode(text)?.toString('hex')).toBe(hex);
    const read = charset?.decode(Buffer.from(hex, 'hex'));
    expect(read?.replace(/^\ufeff/, '')).toBe(text);
  });

  test('what has no place is told, not replaced', () => {
    expect([findCharset('ascii')?.encode('é'), findCharset('cp1252')?.encode('Ж')]).toEqual([undefined, undefined]);
    expect(findCharset('utf-8')?.decode(Buffer.from([0xc4, 0xe3]))).toBeUndefined();
    expect(findCharset('idontexist')).toBeUndefined();
    expect(() => encodeText('Ж', 'latin-1')).toThrow(expect.objectContaining({ code: 'E0303' }));
    expect(() => decodeText(Buffer.from('x'), 'idontexist')).toThrow('unknown encoding: idontexist');
  });
});
