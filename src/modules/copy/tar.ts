import { readFileSync } from 'node:fs';
import { ProvisionError } from '../../base/errors.js';
import { localPath, nameBytes } from '../../base/file-name.js';
import { pieceSize, readPieces, type ByteSource, type LocalFile } from '../../shell/byte-source.js';

/** A file in an archive. */
export interface TarMember {
  readonly name: string;
  readonly permissions: number;
  readonly content: Uint8Array | LocalFile;
}

const block = 512;
/** Bytes; below, waiting for the disk's threads takes longer than reading. */
const largestAtOnce = 64 * 1024;
/** Longer names have a member of their own in front, which GNU's, busybox's and BSD's tar all read. */
const longestName = 100;

/** An archive as it is sent: files are read when it is their turn, so that memory stays flat. */
export function tarBytes(members: readonly TarMember[]): ByteSource {
  const size = members.reduce((sum, member) => sum + headersOf(member).length + padded(sizeOf(member)), 2 * block);
  const name = members.length === 1 ? '1 file' : `${members.length} files`;
  return { name, size, open: () => inPieces(members) };
}

/** Small files travel together, in one buffer that is filled again and again. */
async function* inPieces(members: readonly TarMember[]): AsyncIterable<Buffer> {
  const buffer = Buffer.allocUnsafe(pieceSize);
  let used = 0;
  for await (const bytes of contents(members)) {
    for (let start = 0; start < bytes.length;) {
      const count = bytes.copy(buffer, used, start);
      start += count;
      used += count;
      if (used < pieceSize) continue;
      yield buffer;
      used = 0;
    }
  }
  yield buffer.subarray(0, used);
}

async function* contents(members: readonly TarMember[]): AsyncIterable<Buffer> {
  for (const member of members) {
    yield headersOf(member);
    if (member.content instanceof Uint8Array) yield Buffer.from(member.content);
    else yield* fileContent(member.content);
    const size = sizeOf(member);
    yield Buffer.alloc(padded(size) - size);
  }
  yield Buffer.alloc(2 * block);
}

/** A file's bytes, exactly as many as were announced: the next member begins behind them. */
async function* fileContent(file: LocalFile): AsyncIterable<Buffer> {
  const { path, size } = file;
  let count = 0;
  for await (const bytes of size <= largestAtOnce ? [readFileSync(localPath(path))] : readPieces(file)) {
    count += bytes.length;
    if (count <= size) yield bytes;
  }
  if (count !== size) throw new ProvisionError('E0005', `${path} has ${count} bytes and no longer ${size}`);
}

function headersOf(member: TarMember): Buffer {
  const name = nameBytes(member.name);
  const header = headerOf({ name, type: '0', permissions: member.permissions, size: sizeOf(member) });
  if (name.length <= longestName) return header;
  const long = Buffer.concat([name, Buffer.alloc(padded(name.length + 1) - name.length)]);
  const announcement = { name: Buffer.from('././@LongLink'), type: 'L', permissions: 0o644, size: name.length + 1 };
  return Buffer.concat([headerOf(announcement), long, header]);
}

interface Header {
  readonly name: Buffer;
  readonly type: string;
  readonly permissions: number;
  readonly size: number;
}

function headerOf({ name, type, permissions, size }: Header): Buffer {
  const header = Buffer.alloc(block);
  name.copy(header, 0, 0, longestName);
  header.write(octal(permissions, 7), 100);
  header.write(octal(0, 7), 108);
  header.write(octal(0, 7), 116);
  writeSize(header, size);
  header.write(octal(0, 11), 136);
  header.write(type, 156);
  header.write('ustar  ', 257);
  // The sum counts its own eight bytes as spaces.
  header.fill(' ', 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${octal(sum, 6)}\0 `, 148);
  return header;
}

const largestOctal = 8 ** 11;

/** From 8 GiB on the size is binary, marked by the first bit. */
function writeSize(header: Buffer, size: number): void {
  if (size < largestOctal) return void header.write(octal(size, 11), 124);
  header.writeUInt8(0x80, 124);
  header.writeBigUInt64BE(BigInt(size), 128);
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function sizeOf({ content }: TarMember): number {
  return content instanceof Uint8Array ? content.byteLength : content.size;
}

function padded(size: number): number {
  return Math.ceil(size / block) * block;
}
