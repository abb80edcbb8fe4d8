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

/** Lines with their line ends; only the last may be without one. */
export function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}
