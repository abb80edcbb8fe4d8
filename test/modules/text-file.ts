import type { PresentPath } from '../../src/questions/stat.js';

const now: PresentPath = {
  exists: true,
  kind: 'file',
  permissions: 0o644,
  owner: 'root',
  group: 'root',
  uid: 0,
  gid: 0,
  size: 0,
  inode: 1,
  device: 1,
  deviceType: 0,
  links: 1,
  blocks: 8,
  blockSize: 4096,
  accessed: 0,
  modified: 0,
  changed: 0,
  readable: true,
  writable: true,
  executable: false,
  target: undefined,
  resolved: undefined,
  leadsTo: undefined,
  umask: 0o022,
};

/** The answers about a text file of root's; without a text there is none. */
export function textFile(path: string, text: string | undefined): Record<string, unknown> {
  const stat = text === undefined ? { exists: false, isDenied: false, umask: 0o022 } : { ...now, size: text.length };
  return {
    [`stat {"path":"${path}","follow":false}`]: stat,
    [`stat {"path":"${path}","follow":true}`]: stat,
    [`text {"path":"${path}","limit":${64 * 1024 * 1024}}`]:
      text === undefined ? undefined : { size: text.length, content: Buffer.from(text) },
  };
}
