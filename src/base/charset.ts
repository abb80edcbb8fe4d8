import { ProvisionError } from './errors.js';

/** A character set by one of its names: both directions fail with `undefined` where it has no place for a character or a byte. */
export interface Charset {
  decode(bytes: Uint8Array): string | undefined;
  encode(text: string): Buffer | undefined;
}

/** Finds a character set by the names that Python knows it by, such as `cp1252`, `latin-1`, `gbk`, `utf-16`. */
export function findCharset(name: string): Charset | undefined {
  const label = labelOf(name);
  if (label === 'utf-8') return utf8;
  if (label === 'utf-8-sig') return { ...utf8, encode: (text) => withMark(Buffer.from(text), [0xef, 0xbb, 0xbf]) };
  if (label === 'us-ascii' || label === 'latin-1') return plainBytes(label === 'us-ascii' ? 0x7f : 0xff);
  if (label.startsWith('utf-16')) return utf16(label);
  const decoder = findDecoder(label);
  return decoder && { decode: decoder, encode: (text) => encodeBy(decoder, label, text) };
}

/** Text as bytes of a character set, under Python's names. Throws E0303 for what it has no place for. */
export function encodeText(text: string, encoding: string): Uint8Array {
  const charset = getCharset(encoding);
  const bytes = charset.encode(text);
  if (bytes !== undefined) return bytes;
  const position = [...text].findIndex((character) => charset.encode(character) === undefined);
  throw new ProvisionError('E0303', `'${encoding}' codec can't encode character in position ${position}`);
}

/** Bytes of a character set as text; what is no character of it is replaced. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const text = getCharset(encoding).decode(bytes);
  if (text !== undefined) return text;
  const label = labelOf(encoding);
  return new TextDecoder(label === 'latin-1' || label === 'us-ascii' ? 'windows-1252' : label).decode(bytes);
}

function getCharset(encoding: string): Charset {
  const charset = findCharset(encoding);
  if (charset !== undefined) return charset;
  throw new ProvisionError('E0303', `unknown encoding: ${encoding}`, {
    hint: 'such as utf-8, utf-16, latin-1, cp1252',
  });
}

function labelOf(name: string): string {
  const label = name.toLowerCase().replaceAll('_', '-').replaceAll(' ', '-');
  const alias = aliases[label];
  if (alias !== undefined) return alias;
  return label.replace(/^cp(125\d)$/, 'windows-$1').replace(/^(?:iso)?-?8859-(\d+)$/, 'iso-8859-$1');
}

const aliases: Readonly<Record<string, string>> = {
  utf8: 'utf-8',
  u8: 'utf-8',
  ascii: 'us-ascii',
  '646': 'us-ascii',
  latin1: 'latin-1',
  latin: 'latin-1',
  l1: 'latin-1',
  'iso-8859-1': 'latin-1',
  'iso8859-1': 'latin-1',
  '8859': 'latin-1',
  utf16: 'utf-16',
  'utf-16le': 'utf-16-le',
  'utf-16be': 'utf-16-be',
  cp936: 'gbk',
  cp932: 'shift_jis',
  sjis: 'shift_jis',
  'shift-jis': 'shift_jis',
  cp949: 'euc-kr',
  big5: 'big5',
};

const utf8: Charset = { decode: strictDecoder('utf-8'), encode: (text) => Buffer.from(text) };

function plainBytes(largest: number): Charset {
  return {
    decode: (bytes) => (bytes.some((byte) => byte > largest) ? undefined : Buffer.from(bytes).toString('latin1')),
    encode: (text) =>
      [...text].some((character) => (character.codePointAt(0) ?? 0) > largest)
        ? undefined
        : Buffer.from(text, 'latin1'),
  };
}

function utf16(label: string): Charset | undefined {
  const isBig = label === 'utf-16-be';
  if (!isBig && label !== 'utf-16' && label !== 'utf-16-le') return undefined;
  const encode = (text: string): Buffer => {
    const bytes = Buffer.from(text, 'utf16le');
    return isBig ? bytes.swap16() : bytes;
  };
  const little = strictDecoder('utf-16le');
  const big = strictDecoder('utf-16be');
  return {
    decode: (bytes) => (isBig || (label === 'utf-16' && bytes[0] === 0xfe && bytes[1] === 0xff) ? big : little)(bytes),
    encode: label === 'utf-16' ? (text) => withMark(encode(text), [0xff, 0xfe]) : encode,
  };
}

function withMark(bytes: Buffer, mark: readonly number[]): Buffer {
  return Buffer.concat([Buffer.from(mark), bytes]);
}

function findDecoder(label: string): Charset['decode'] | undefined {
  try {
    return strictDecoder(label);
  } catch (thrown) {
    if (thrown instanceof RangeError) return undefined;
    throw thrown;
  }
}

/** What windows-1252 has in place of control characters; the runtime decodes it as latin-1. */
const windowsCharacters = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';

function strictDecoder(label: string): Charset['decode'] {
  if (label === 'windows-1252')
    return (bytes) =>
      Buffer.from(bytes)
        .toString('latin1')
        .replace(/[\x80-\x9f]/g, (character) => windowsCharacters[character.charCodeAt(0) - 0x80] ?? character);
  const decoder = new TextDecoder(label, { fatal: true });
  return (bytes) => {
    try {
      return decoder.decode(bytes);
    } catch (thrown) {
      if (thrown instanceof TypeError) return undefined;
      throw thrown;
    }
  };
}

const tables = new Map<string, ReadonlyMap<string, readonly number[]>>();

/** The runtime only decodes: what each byte or pair of bytes stands for, the other way round. */
function encodeBy(decode: Charset['decode'], label: string, text: string): Buffer | undefined {
  const table = tables.get(label) ?? tableOf(decode);
  tables.set(label, table);
  const bytes: number[] = [];
  for (const character of text) {
    const found = table.get(character);
    if (found === undefined) return undefined;
    bytes.push(...found);
  }
  return Buffer.from(bytes);
}

function tableOf(decode: Charset['decode']): ReadonlyMap<string, readonly number[]> {
  const table = new Map<string, readonly number[]>();
  const learn = (...bytes: number[]): boolean => {
    const character = decode(Uint8Array.from(bytes));
    if (character === undefined) return false;
    if ([...character].length === 1 && !table.has(character)) table.set(character, bytes);
    return true;
  };
  for (let first = 0; first < 256; first++) {
    if (!learn(first)) for (let second = 0x30; second < 0xff; second++) learn(first, second);
  }
  return table;
}
