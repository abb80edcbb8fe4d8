import type { PresentPath } from '../../questions/stat.js';
import type { Json } from '../../values/json.js';
import { Float } from '../../values/value.js';
import { modeText } from './mode.js';
import { permissionFlags } from './permission-flags.js';

/** What `stat` and `find` both tell of a path. */
export function statResult(now: PresentPath): Record<string, Json> {
  return {
    mode: modeText(now.permissions),
    isdir: now.kind === 'directory',
    ischr: now.kind === 'character device',
    isblk: now.kind === 'block device',
    isreg: now.kind === 'file',
    isfifo: now.kind === 'fifo',
    islnk: now.kind === 'link',
    issock: now.kind === 'socket',
    uid: now.uid,
    gid: now.gid,
    size: now.size,
    inode: now.inode,
    dev: now.device,
    nlink: now.links,
    atime: new Float(now.accessed),
    mtime: new Float(now.modified),
    ctime: new Float(now.changed),
    ...(now.owner === undefined ? {} : { pw_name: now.owner }),
    ...(now.group === undefined ? {} : { gr_name: now.group }),
    ...permissionFlags(now.permissions),
  };
}
