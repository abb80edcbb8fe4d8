import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { ProvisionError, messageOf } from '../../base/errors.js';
import { onController, type Controller, type Conversation } from '../../module-kit/index.js';
import type { LocalFile } from '../../shell/script.js';

/** Content to be placed on a target, with what Ansible tells about it. */
export interface Content {
  /** Bytes, or the controller's file that is streamed because it is large. */
  readonly content: Uint8Array | LocalFile;
  readonly sha1: string;
  readonly md5: string;
  readonly size: number;
}

/** A file of the controller, ready to be sent. */
export interface LocalSource extends Content {
  readonly path: string;
  readonly permissions: number;
}

/** Larger files are never read into memory. */
const largestRead = 1024 * 1024;
const vaultHeader = '$ANSIBLE_VAULT;';

/** Reads a file of the controller, or prepares it for streaming. Vault files are decrypted when asked. */
export function* loadSource(controller: Controller, path: string, decrypt: boolean): Conversation<LocalSource> {
  const { size, permissions, isVault } = yield* onController(() => inspect(path));
  if (size <= largestRead || (isVault && decrypt))
    return { ...contentOf(readSource(controller, path, decrypt)), path, permissions };
  const digests = yield* onController(() => digestsOf(path));
  return { content: { path, size }, size, path, permissions, ...digests };
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

/** Bytes with their checksums. */
export function contentOf(bytes: Uint8Array): Content {
  return { content: bytes, size: bytes.byteLength, sha1: hash('sha1', bytes), md5: hash('md5', bytes) };
}

/** How much of a file's content a diff may show: bytes that are text, and not too many. */
export function shownText(content: Uint8Array | LocalFile | undefined, largest: number): string {
  if (content === undefined) return '';
  if (!(content instanceof Uint8Array)) return `(file of ${content.size} bytes)`;
  if (content.byteLength > largest) return `(file of ${content.byteLength} bytes)`;
  return content.includes(0) ? '(binary file)' : Buffer.from(content).toString('utf8');
}

async function inspect(path: string): Promise<{ size: number; permissions: number; isVault: boolean }> {
  try {
    const { size, mode } = await stat(path);
    const file = await open(path);
    try {
      const { buffer } = await file.read({ buffer: Buffer.alloc(vaultHeader.length), position: 0 });
      return { size, permissions: mode & 0o7777, isVault: buffer.toString('latin1') === vaultHeader };
    } finally {
      await file.close();
    }
  } catch (thrown) {
    throw new ProvisionError('E0005', `cannot read ${path}: ${messageOf(thrown)}`, { cause: thrown });
  }
}

async function digestsOf(path: string): Promise<{ sha1: string; md5: string }> {
  const sha1 = createHash('sha1');
  const md5 = createHash('md5');
  for await (const chunk of createReadStream(path)) {
    const bytes = chunk as Buffer;
    sha1.update(bytes);
    md5.update(bytes);
  }
  return { sha1: sha1.digest('hex'), md5: md5.digest('hex') };
}

function hash(algorithm: string, bytes: Uint8Array): string {
  return createHash(algorithm).update(bytes).digest('hex');
}
