import { sh, type Script } from '../../shell/script.js';

/** How a type of file system is made, grown and given another UUID. */
export interface FileSystemType {
  /** As messages name it. */
  readonly label: string;
  readonly package: string;
  readonly make: (device: string, options: readonly string[], uuid: string | undefined) => Script;
  /** How it is grown; absent where it cannot be. */
  readonly grow?: (device: string, mountPoint: string) => Script;
  /** It grows only where it is mounted. */
  readonly growsMounted?: boolean;
  /** Prints the size in bytes that the file system has; it may print several factors, one a line. */
  readonly size?: (device: string) => Script;
  readonly setUuid?: (device: string, uuid: string) => Script;
}

function ext(name: string): FileSystemType {
  return {
    label: name.charAt(0).toUpperCase() + name.slice(1),
    package: 'e2fsprogs',
    make: (device, options, uuid) =>
      sh`${`mkfs.${name}`} -F ${uuid === undefined ? [] : ['-U', uuid]} ${options} ${device}`,
    grow: (device) => sh`resize2fs ${device}`,
    size: (device) => sh`tune2fs -l ${device} | sed -n 's/^Block \\(count\\|size\\): *//p'`,
    setUuid: (device, uuid) => sh`tune2fs -U ${uuid} ${device}`,
  };
}

function simple(label: string, program: string, owner: string, force: readonly string[]): FileSystemType {
  return { label, package: owner, make: (device, options) => sh`${program} ${force} ${options} ${device}` };
}

const xfs: FileSystemType = {
  label: 'XFS',
  package: 'xfsprogs',
  make: (device, options, uuid) =>
    sh`mkfs.xfs -f ${uuid === undefined ? [] : ['-m', `uuid=${uuid}`]} ${options} ${device}`,
  growsMounted: true,
  grow: (_device, mountPoint) => sh`xfs_growfs ${mountPoint}`,
  size: (device) =>
    sh`xfs_info ${device} | sed -n 's/^data  *= *bsize=\\([0-9]*\\) *blocks=\\([0-9]*\\).*/\\1\\n\\2/p'`,
  setUuid: (device, uuid) => sh`xfs_admin -U ${uuid} ${device}`,
};

const btrfs: FileSystemType = {
  label: 'Btrfs',
  package: 'btrfs-progs',
  make: (device, options) => sh`mkfs.btrfs -f ${options} ${device}`,
  growsMounted: true,
  grow: (_device, mountPoint) => sh`btrfs filesystem resize max ${mountPoint}`,
  size: (device) => sh`btrfs inspect-internal dump-super ${device} | sed -n 's/^total_bytes[[:space:]]*//p'`,
};

const f2fs: FileSystemType = {
  ...simple('F2fs', 'mkfs.f2fs', 'f2fs-tools', ['-f']),
  grow: (device) => sh`resize.f2fs ${device}`,
  size: (device) =>
    sh`dump.f2fs ${device} | sed -n -e 's/.*sector size = \\([0-9]*\\).*/\\1/p' -e 's/.*total FS sectors = \\([0-9]*\\).*/\\1/p'`,
};

const vfat: FileSystemType = {
  ...simple('VFAT', 'mkfs.vfat', 'dosfstools', []),
  grow: (device) => sh`fatresize -s max ${device}`,
  size: (device) => sh`fatresize --info ${device} | sed -n 's/^Cur size: *//p'`,
};

const lvm: FileSystemType = {
  label: 'LVM',
  package: 'lvm2',
  make: (device, options) => sh`pvcreate -f ${options} ${device}`,
  grow: (device) => sh`pvresize ${device}`,
  size: (device) => sh`pvs --noheadings -o pv_size --units b --nosuffix ${device}`,
  setUuid: (device) => sh`pvchange -u ${device}`,
};

export const fileSystemTypes: Readonly<Record<string, FileSystemType>> = {
  bcachefs: simple('Bcachefs', 'mkfs.bcachefs', 'bcachefs-tools', ['--force']),
  btrfs,
  ext2: ext('ext2'),
  ext3: ext('ext3'),
  ext4: ext('ext4'),
  ext4dev: ext('ext4'),
  f2fs,
  lvm,
  ocfs2: simple('Ocfs2', 'mkfs.ocfs2', 'ocfs2-tools', ['-Fx']),
  reiserfs: simple('Reiserfs', 'mkfs.reiserfs', 'reiserfsprogs', ['-q']),
  swap: simple('swap', 'mkswap', 'util-linux', ['-f']),
  ufs: simple('UFS', 'newfs', 'a BSD system', []),
  vfat,
  xfs,
};
