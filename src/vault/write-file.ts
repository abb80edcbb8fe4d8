import { randomBytes } from 'node:crypto';
import { chown, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';

export interface WriteOptions {
  /** Whether an existing file's mode and owner stay; else the file becomes private (0600). */
  readonly keepsMode: boolean;
}

/** Replaces a file in one step: readers see the old bytes or the new ones, never half of them. */
export async function writeWhole(path: string, bytes: string | Uint8Array, { keepsMode }: WriteOptions): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomBytes(6).toString('hex')}`);
  try {
    await writeNew(temporary, bytes, keepsMode ? path : undefined);
    await rename(temporary, path);
  } catch (cause) {
    await rm(temporary, { force: true });
    throw new ProvisionError('E0005', `${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

async function writeNew(temporary: string, bytes: string | Uint8Array, model: string | undefined): Promise<void> {
  const file = await open(temporary, 'wx', 0o600);
  try {
    await file.writeFile(bytes);
    await file.sync();
    const old = model === undefined ? undefined : await stat(model).catch(() => undefined);
    if (old) {
      // Only root can give a file away; for anybody else the owner was their own already.
      if (old.uid !== (await file.stat()).uid) await chown(temporary, old.uid, old.gid);
      await file.chmod(old.mode & 0o7777);
    }
  } finally {
    await file.close();
  }
}
