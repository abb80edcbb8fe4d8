import type { AbsentPath, PresentPath } from '../../../src/questions/stat.js';

/** Nothing at a path. */
export const absent: AbsentPath = { exists: false, isDenied: false, umask: 0o022 };

/** A file of root's, unless told otherwise. */
export function present(given: Partial<PresentPath> = {}): PresentPath {
  return {
    exists: true,
    kind: 'file',
    permissions: 0o644,
    owner: 'root',
    group: 'root',
    uid: 0,
    gid: 0,
    size: 3,
    inode: 7,
    device: 1,
    deviceType: 0,
    links: 1,
    blocks: 8,
    blockSize: 4096,
    accessed: 1.5,
    modified: 2.5,
    changed: 3.5,
    readable: true,
    writable: true,
    executable: false,
    target: undefined,
    resolved: undefined,
    leadsTo: 'file',
    umask: 0o022,
    ...given,
  };
}

export const directory = present({ kind: 'directory', permissions: 0o755, leadsTo: 'directory' });

/** The answers about a path: what is there, and what that leads to. */
export function at(path: string, itself: AbsentPath | PresentPath, real = itself): Record<string, unknown> {
  return {
    [`stat ${JSON.stringify({ path, follow: false })}`]: itself,
    [`stat ${JSON.stringify({ path, follow: true })}`]: real,
  };
}

export function sha1(path: string, digest: string | undefined): Record<string, unknown> {
  return { [`checksum ${JSON.stringify({ path, algorithm: 'sha1' })}`]: digest };
}
