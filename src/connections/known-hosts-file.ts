import { randomBytes } from 'node:crypto';
import { mkdir, open, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { messageOf, ProvisionError } from '../base/errors.js';
import { Turns } from '../transport/turns.js';
import { hashName, isAbout, keyType, parseKnownHosts, type KnownHost } from './known-hosts.js';

/** Writers of this process take turns, so that hosts which share a jump host do not add its key twice. */
const turns = new Turns();

/** The lines about a name in all the files; a file that does not exist has none. */
export async function readKnownHosts(files: readonly string[], name: string): Promise<KnownHost[]> {
  const all = await Promise.all(files.map(async (file) => parseKnownHosts(await readOrEmpty(file), file)));
  return all.flat().filter((entry) => isAbout(entry, name));
}

/** A new line for a known_hosts file. */
export interface NewKnownHost {
  readonly file: string;
  readonly name: string;
  /** Base64. */
  readonly key: string;
  readonly isHashed: boolean;
}

/** Adds a key at the end of a file in one write, unless it is there. The file and its folder are made when missing. */
export function addKnownHost(added: NewKnownHost): Promise<void> {
  return turns.take(async () => {
    const known = await readKnownHosts([added.file], added.name);
    if (known.some((entry) => entry.key === added.key && entry.marker === undefined)) return;
    try {
      await append(added);
    } catch (error) {
      throw new ProvisionError('E0005', `the new host key cannot be saved in ${added.file}: ${messageOf(error)}`, {
        cause: error,
      });
    }
  });
}

async function append({ file, name, key, isHashed }: NewKnownHost): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  const shown = isHashed ? hashName(name, randomBytes(20)) : name;
  const line = `${shown} ${keyType(key)} ${key}\n`;
  const before = await readOrEmpty(file);
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(before === '' || before.endsWith('\n') ? line : `\n${line}`);
  } finally {
    await handle.close();
  }
}

async function readOrEmpty(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new ProvisionError('E0005', `${file} cannot be read: ${messageOf(error)}`, { cause: error });
  }
}
