import { isUtf8 } from 'node:buffer';

const stray = /[\udc80-\udcff]/u;

/**
 * Names of files are bytes. Those that are not UTF-8 are text all the same: every byte that belongs to no character is a
 * lone surrogate, U+DC80 to U+DCFF, as Python's "surrogateescape" has it.
 */
export function nameText(bytes: Buffer): string {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  let text = '';
  for (let start = 0; start < bytes.length;) {
    const length = characterLength(bytes, start);
    text +=
      length > 0 ? bytes.toString('utf8', start, start + length) : String.fromCharCode(0xdc00 + (bytes[start] ?? 0));
    start += Math.max(length, 1);
  }
  return text;
}

/** The bytes of such a text. */
export function nameBytes(text: string): Buffer {
  if (!stray.test(text)) return Buffer.from(text);
  const pieces = text.split(/([\udc80-\udcff])/u);
  return Buffer.concat(
    pieces.map((piece) => (stray.test(piece) ? Buffer.from([piece.charCodeAt(0) & 0xff]) : Buffer.from(piece))),
  );
}

/** A path as Node's file functions take it. */
export function localPath(text: string): string | Buffer {
  return stray.test(text) ? nameBytes(text) : text;
}

/** How many bytes the character takes that begins there; 0 when none does. */
function characterLength(bytes: Buffer, start: number): number {
  for (let length = 1; length <= 4 && start + length <= bytes.length; length++)
    if (isUtf8(bytes.subarray(start, start + length))) return length;
  return 0;
}
