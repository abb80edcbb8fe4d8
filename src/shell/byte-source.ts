import { open } from 'node:fs/promises';
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
  /** The bytes in pieces. A piece is whole only until the next one is asked for: its memory may be used again. */
  open(): AsyncIterable<Buffer>;
}

/** In bytes. Fewer and larger pieces cost the controller a third less than Node's own 64 KiB. */
export const pieceSize = 512 * 1024;

/** A file of the controller; only as much of it is read as it was said to have. */
export function fileBytes(file: LocalFile): ByteSource {
  const { path, size, isSparse = false } = file;
  return { name: path, size, isSparse, open: () => readPieces(file) };
}

/** One buffer serves for all of a file: a new one for each piece would keep the garbage collector as busy as the cipher. */
export async function* readPieces({ path, size }: LocalFile): AsyncIterable<Buffer> {
  const file = await open(localPath(path));
  try {
    const buffer = Buffer.allocUnsafe(Math.min(size, pieceSize));
    for (let left = size; left > 0;) {
      const { bytesRead } = await file.read(buffer, 0, Math.min(left, buffer.length));
      if (bytesRead === 0) return;
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

/** Bytes that are in memory. */
export function memoryBytes(content: Uint8Array): ByteSource {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  return { name: 'an attachment', size: bytes.length, open: () => piecesOf(bytes) };
}

async function* piecesOf(bytes: Buffer): AsyncIterable<Buffer> {
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
