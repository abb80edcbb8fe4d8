import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { localPath } from '../base/file-name.js';

/** A file of the controller, streamed instead of read into memory. `size` is in bytes. */
export interface LocalFile {
  readonly path: string;
  readonly size: number;
  /** Whether much of it is not on the disk, because it is zeros. */
  readonly isSparse?: boolean;
}

/** Bytes of a known number that are made while they are sent, so that they need not be in memory. */
export interface ByteSource {
  /** What they are, for messages. */
  readonly name: string;
  /** In bytes; a source that turns out to have fewer or more fails. */
  readonly size: number;
  /** Long runs of zeros are left out of the file on the target. */
  readonly isSparse?: boolean;
  open(): Readable;
}

/** Fewer and larger pieces cost the controller a third less than Node's own 64 KiB. */
export const pieceSize = 512 * 1024;

/** A file of the controller; only as much of it is read as it was said to have. */
export function fileBytes({ path, size, isSparse = false }: LocalFile): ByteSource {
  const open = (): Readable =>
    size === 0 ? Readable.from([]) : createReadStream(localPath(path), { end: size - 1, highWaterMark: pieceSize });
  return { name: path, size, isSparse, open };
}

/** Bytes that are in memory. */
export function memoryBytes(content: Uint8Array): ByteSource {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return {
    name: 'an attachment',
    size: bytes.length,
    open: () => Readable.from(piecesOf(bytes), { objectMode: false }),
  };
}

function* piecesOf(bytes: Buffer): Iterable<Buffer> {
  for (let start = 0; start < bytes.length; start += pieceSize) yield bytes.subarray(start, start + pieceSize);
}

const block = 64 * 1024;

/**
 * A command that prints exactly the next bytes of its input. `head` reads 8 KiB at a time where coreutils are; dd takes
 * half the time, where it knows of short reads.
 */
export function intake({ size, isSparse = false }: Pick<ByteSource, 'size' | 'isSparse'>): string {
  const blocks = Math.floor(size / block);
  const plain = `head -c ${size}`;
  if (blocks < 16) return `{ ${plain}; }`;
  const options = `bs=${block} iflag=fullblock status=none${isSparse ? ' conv=sparse' : ''}`;
  const rest = size % block === 0 ? '' : ` && head -c ${size % block}`;
  return `{ if dd ${options} count=0 </dev/null 2>/dev/null; then dd ${options} count=${blocks}${rest}; else ${plain}; fi; }`;
}
