import { isUtf8 } from 'node:buffer';

/**
 * A file's bytes as text that regular expressions can work on. Files that are not UTF-8 are read byte by byte, and the
 * task's own texts with them, so that every byte survives.
 */
export interface FileEncoding {
  /** Text of the task, as it must look among the file's text. */
  adapt(text: string): string;
  decode(bytes: Buffer): string;
  encode(text: string): Buffer;
}

const utf8: FileEncoding = {
  adapt: (text) => text,
  decode: (bytes) => bytes.toString('utf8'),
  encode: (text) => Buffer.from(text),
};

const byteWise: FileEncoding = {
  adapt: (text) => Buffer.from(text).toString('latin1'),
  decode: (bytes) => bytes.toString('latin1'),
  encode: (text) => Buffer.from(text, 'latin1'),
};

export function encodingOf(bytes: Buffer | undefined): FileEncoding {
  return bytes === undefined || isUtf8(bytes) ? utf8 : byteWise;
}

const latin1: FileEncoding = { ...byteWise, adapt: (text) => text };

/** The character set that a task names; `undefined` for one that is not supported, and the file decides for UTF-8 itself. */
export function encodingNamed(name: string): FileEncoding | 'by content' | undefined {
  if (/^(?:utf-?8|(?:us-?)?ascii)$/i.test(name)) return 'by content';
  return /^(?:latin-?1|l1|iso-?8859-?1|8859)$/i.test(name.replaceAll('_', '-')) ? latin1 : undefined;
}

/** Lines with their line ends; only the last may be without one. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
