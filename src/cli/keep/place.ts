import { lstatSync, mkdirSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the sockets of a user's keepers may be, the best place first. */
export function keepDirectories(
  variables: Readonly<Record<string, string | undefined>>,
  home: string | undefined,
  user: number,
): string[] {
  const runtime = variables['XDG_RUNTIME_DIR'];
  const cache = variables['XDG_CACHE_HOME'] ?? (home === undefined ? undefined : join(home, '.cache'));
  return [
    ...(isDirectory(runtime) ? [join(runtime, 'provision')] : []),
    ...(cache === undefined || !isDirectory(home) ? [] : [join(cache, 'provision', 'keep')]),
    join(tmpdir(), `provision-${user}`),
  ];
}

/** What the address of a Unix socket holds on every system; a longer path is cut off in silence. */
const longestPath = 103;

/** The socket for a name in the first directory that can be used: ours, closed to all others, its path not too long. */
export function findSocketPath(name: string, directories: readonly string[], user: number): string | undefined {
  return directories
    .filter((directory) => Buffer.byteLength(join(directory, name)) <= longestPath && makePrivate(directory, user))
    .map((directory) => join(directory, name))[0];
}

/** Whether a directory is ours alone; it is made when it is not there. */
export function makePrivate(directory: string, user: number): boolean {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
  } catch {
    // A full disk, a read-only home, a file in the way: nothing can be kept here.
    return false;
  }
  return isPrivate(directory, user, 'directory');
}

/** Whether something is a directory or a socket of this user (no link to one) that nobody else may use. */
export function isPrivate(path: string, user: number, kind: 'directory' | 'socket'): boolean {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined || found.uid !== user || (found.mode & 0o077) !== 0) return false;
  return kind === 'directory' ? found.isDirectory() : found.isSocket();
}

function isDirectory(path: string | undefined): path is string {
  return path !== undefined && path !== '' && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
