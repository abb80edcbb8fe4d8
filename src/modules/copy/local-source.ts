import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { ProvisionError, messageOf } from '../../base/errors.js';
import { fileDigests } from '../../base/file-digests.js';
import { localPath } from '../../base/file-name.js';
import { onController, type Controller, type Conversation } from '../../module-kit/index.js';
import { fileBytes, memoryBytes, type LocalFile } from '../../shell/byte-source.js';
import { attach, inflow, sh, type Inflow, type Script } from '../../shell/script.js';

/** Content to be placed on a target. */
export interface Content {
  /** Bytes, or the controller's file that is streamed because it is large. */
  readonly content: Uint8Array | LocalFile;
  readonly size: number;
}

/** What Ansible tells about a content. */
export interface Sums {
  readonly sha1: string;
  readonly md5: string;
}

/** A file of the controller, ready to be sent. */
export interface LocalSource extends Content {
  readonly path: string;
  readonly permissions: number;
}

/** In bytes: larger files are never read into memory. */
export const largestRead = 1024 * 1024;
/** In bytes: larger contents are streamed into their place. */
export const largestAttached = 64 * 1024;
const vaultHeader = '$ANSIBLE_VAULT;';

/** Reads a file of the controller, or prepares it for streaming. Vault files are decrypted when asked. */
export function loadSource(controller: Controller, path: string, decrypt: boolean): LocalSource {
  const found = reading(path, () => statSync(localPath(path)));
  const about = { path, permissions: found.mode & 0o7777 };
  const { size } = found;
  if (size <= largestRead || (decrypt && isVault(path, size)))
    return { ...contentOf(readSource(controller, path, decrypt)), ...about };
  return { content: { path, size, isSparse: isSparse(found) }, size, ...about };
}

/** A file's bytes, decrypted where that is wanted; without a password for it, the file is named as Ansible names it. */
export function readSource(controller: Pick<Controller, 'readFile'>, path: string, decrypt: boolean): Buffer {
  try {
    return controller.readFile(path, decrypt);
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) || thrown.code !== 'E0701') throw thrown;
    const { at, hint } = thrown;
    throw new ProvisionError('E0701', `A vault password or secret must be specified to decrypt ${path}`, { at, hint });
  }
}

export function contentOf(bytes: Uint8Array): Content {
  return { content: bytes, size: bytes.byteLength };
}

export function sumsOf(bytes: Uint8Array): Sums {
  return { sha1: hash('sha1', bytes), md5: hash('md5', bytes) };
}

/** A content's SHA-1, by which targets compare. */
export function* sha1Of({ content }: Content): Conversation<string> {
  if (content instanceof Uint8Array) return hash('sha1', content);
  const [sha1 = ''] = yield* onController(() => fileDigests(content, ['sha1']));
  return sha1;
}

/** Both sums of a content, made while something else goes on; a large file is read for it once. */
export function* withSums<Result>(
  { content }: Content,
  meanwhile: () => Conversation<Result>,
): Conversation<{ readonly sums: Sums; readonly result: Result }> {
  if (content instanceof Uint8Array) return { result: yield* meanwhile(), sums: sumsOf(content) };
  const stop = new AbortController();
  const digests = fileDigests(content, ['sha1', 'md5'], stop.signal);
  // It is listened to when the other work has ended; when that fails, nobody asks.
  digests.catch(() => undefined);
  try {
    const result = yield* meanwhile();
    const [sha1 = '', md5 = ''] = yield* onController(() => digests);
    return { result, sums: { sha1, md5 } };
  } finally {
    stop.abort();
  }
}

/** How a content gets into a file of the target: with the script, or when it is large in a stream behind it. */
export function sendingOf({ content, size }: Content): Script | Inflow {
  if (!(content instanceof Uint8Array)) return inflow(fileBytes(content));
  return size > largestAttached ? inflow(memoryBytes(content)) : sh`${attach(content)}`;
}

/** How much of a file's content a diff may show: bytes that are text, and not too many. */
export function shownText(content: Uint8Array | LocalFile | undefined, largest: number): string {
  if (content === undefined) return '';
  if (!(content instanceof Uint8Array)) return `(file of ${content.size} bytes)`;
  if (content.byteLength > largest) return `(file of ${content.byteLength} bytes)`;
  return content.includes(0) ? '(binary file)' : Buffer.from(content).toString('utf8');
}

/** Whether a file has room on its disk for less than it holds. */
export function isSparse({ blocks, size }: Stats): boolean {
  return size > largestRead && blocks * 512 < size;
}

/** Whether a file of this size is encrypted. */
export function isVault(path: string, size: number): boolean {
  if (size < vaultHeader.length) return false;
  return reading(path, () => {
    const file = openSync(localPath(path), 'r');
    const start = Buffer.alloc(vaultHeader.length);
    try {
      readSync(file, start);
    } finally {
      closeSync(file);
    }
    return start.toString('latin1') === vaultHeader;
  });
}

function reading<Result>(path: string, read: () => Result): Result {
  try {
    return read();
  } catch (thrown) {
    throw new ProvisionError('E0005', `cannot read ${path}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

function hash(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}
