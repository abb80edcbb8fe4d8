import { ProvisionError } from './errors.js';

type Charset = 'utf8' | 'utf16' | 'utf16le' | 'utf16be' | 'latin1' | 'ascii';

const charsets: Readonly<Record<string, Charset>> = {
  utf8: 'utf8',
  utf16: 'utf16',
  utf16le: 'utf16le',
  utf16be: 'utf16be',
  latin1: 'latin1',
  iso88591: 'latin1',
  ascii: 'ascii',
  usascii: 'ascii',
};

/** Text as bytes of a character set, under Python's names. */
export function encodeText(text: string, encoding: string): Uint8Array {
  if (charsets[plainName(encoding)] === undefined) return encodeForeign(text, encoding);
  switch (charsetOf(encoding)) {
    case 'utf8':
      return Buffer.from(text, 'utf8');
    case 'utf16le':
      return Buffer.from(text, 'utf16le');
    case 'utf16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf16':
      return Buffer.from(`\ufeff${text}`, 'utf16le');
    case 'latin1':
      return encodeSmall(text, 0xff, 'latin-1');
    case 'ascii':
      return encodeSmall(text, 0x7f, 'ascii');
  }
}

/** Bytes of a character set as text. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  const buffer = Buffer.from(bytes);
  if (charsets[plainName(encoding)] === undefined) return decodeForeign(buffer, encoding);
  switch (charsetOf(encoding)) {
    case 'utf8':
      return buffer.toString('utf8');
    case 'utf16le':
      return buffer.toString('utf16le');
    case 'utf16be':
      return buffer.swap16().toString('utf16le');
    case 'utf16':
      return (buffer[0] === 0xfe && buffer[1] === 0xff ? buffer.swap16() : buffer)
        .toString('utf16le')
        .replace(/^\ufeff/, '');
    case 'latin1':
    case 'ascii':
      return buffer.toString('latin1');
  }
}

function charsetOf(encoding: string): Charset {
  const charset = charsets[plainName(encoding)];
  if (charset !== undefined) return charset;
  throw unknownEncoding(encoding);
}

function plainName(encoding: string): string {
  return encoding.toLowerCase().replace(/[-_]/g, '');
}

/** Character sets of single bytes that the runtime can read, read backwards. */
function encodeForeign(text: string, encoding: string): Uint8Array {
  const bytes = new Map<string, number>();
  for (let byte = 0xff; byte >= 0; byte--) bytes.set(decodeForeign(Buffer.from([byte]), encoding), byte);
  if (bytes.size < 0xf0) throw unknownEncoding(encoding);
  return Buffer.from(
    [...text].map((character, index) => {
      const byte = bytes.get(character);
      if (byte !== undefined && character !== '\ufffd') return byte;
      throw failure(`'${encoding}' codec can't encode character in position ${index}: character maps to <undefined>`);
    }),
  );
}

/** Other character sets: those that the runtime knows. */
function decodeForeign(buffer: Buffer, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(buffer);
  } catch (error) {
    if (error instanceof RangeError) throw unknownEncoding(encoding);
    throw error;
  }
}

function unknownEncoding(encoding: string): ProvisionError {
  return failure(`unknown encoding: ${encoding}`, 'one of utf-8, utf-16, utf-16-le, utf-16-be, latin-1, ascii');
}

function failure(message: string, hint?: string): ProvisionError {
  return new ProvisionError('E0303', message, { hint });
}

function encodeSmall(text: string, highest: number, name: string): Uint8Array {
  const foreign = [...text].findIndex((character) => (character.codePointAt(0) ?? 0) > highest);
  if (foreign < 0) return Buffer.from(text, 'latin1');
  throw failure(`'${name}' codec can't encode character in position ${foreign}: ordinal not in range(${highest + 1})`);
}
