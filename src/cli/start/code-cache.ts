import { mkdirSync, readFileSync, readdirSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Compiled code kept from run to run. It is read only from a directory that nobody else can write to. */
export interface CodeCache {
  find(name: string): Buffer | undefined;
  /** Keeps all of them; where that cannot be, the next run compiles again. */
  store(compiled: ReadonlyMap<string, Buffer>): void;
}

const unusedAfterDays = 30;

/**
 * The cache of one build in its directory, which is made when something is stored.
 * @param user the id of the user who runs this: what belongs to another one is not run
 */
export function openCodeCache(directory: string, user: number | undefined): CodeCache {
  return {
    find: (name) => whereAllowed(() => (isPrivate(directory, user) ? readFileSync(join(directory, name)) : undefined)),
    store: (compiled) =>
      whereAllowed(() => {
        mkdirSync(directory, { recursive: true, mode: 0o700 });
        if (!isPrivate(directory, user)) return;
        for (const [name, code] of compiled) replaceFile(join(directory, name), code);
        removeUnused(dirname(directory));
      }),
  };
}

/** A cache may be missing, unreadable or on a full disk: the program works without it. */
function whereAllowed<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof Error && 'syscall' in error) return undefined;
    throw error;
  }
}

/** Systems without user ids protect a home by other means. */
function isPrivate(directory: string, user: number | undefined): boolean {
  const found = statSync(directory, { throwIfNoEntry: false });
  if (found?.isDirectory() !== true) return false;
  return user === undefined || (found.uid === user && (found.mode & 0o022) === 0);
}

/** Another run may read the file, or write it too: neither sees half of it. */
function replaceFile(path: string, content: Buffer): void {
  const temporary = `${path}.${process.pid}`;
  try {
    writeFileSync(temporary, content, { flag: 'wx', mode: 0o600 });
    renameSync(temporary, path);
  } finally {
    rmSync(temporary, { force: true });
  }
}

/** Takes away what builds left that are no longer there: each of them has a directory of its own. */
function removeUnused(parent: string): void {
  const oldest = Date.now() - unusedAfterDays * 24 * 60 * 60 * 1000;
  for (const name of readdirSync(parent)) {
    const path = join(parent, name);
    if (statSync(path).mtimeMs < oldest) rmSync(path, { recursive: true, force: true });
  }
}
