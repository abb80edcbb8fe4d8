import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { until } from './until.js';

/** Lets one process at a time do `work`; the others wait. A lock whose owner died is taken over. */
export async function withLock<T>(directory: string, work: () => Promise<T>): Promise<T> {
  await until(`the lock ${directory} is free`, 3600, async () => ((await tryLock(directory)) ? true : undefined));
  try {
    return await work();
  } finally {
    await unlock(directory);
  }
}

/** Takes the lock if nobody alive holds it. A directory is made by one process only, whatever the timing. */
export async function tryLock(directory: string): Promise<boolean> {
  await mkdir(dirname(directory), { recursive: true });
  if (await makeOwned(directory)) return true;
  if (await isOwnerAlive(directory)) return false;
  // Renaming first makes sure that only one of several processes clears the dead owner's lock.
  const stale = `${directory}.stale-${randomUUID()}`;
  const isMine = await rename(directory, stale).then(
    () => true,
    () => false,
  );
  if (!isMine) return false;
  await rm(stale, { recursive: true, force: true });
  return makeOwned(directory);
}

/** Gives the lock back. */
export async function unlock(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true });
}

async function makeOwned(directory: string): Promise<boolean> {
  const draft = await mkdtemp(`${directory}.draft-`);
  await writeFile(join(draft, 'owner'), String(process.pid));
  // A rename onto a directory that holds something fails, so the winner appears together with its owner's name.
  return rename(draft, directory).then(
    () => true,
    async () => {
      await rm(draft, { recursive: true, force: true });
      return false;
    },
  );
}

async function isOwnerAlive(directory: string): Promise<boolean> {
  const owner = await readFile(join(directory, 'owner'), 'utf8').catch(() => '');
  if (owner === '') return false;
  try {
    process.kill(Number(owner), 0);
    return true;
  } catch {
    return false;
  }
}
