/** What `stat -f -c` prints for {@link readSize}: sizes of blocks, blocks, and inodes. */
export const sizeFormat = '%s %S %b %a %c %d';

/** How large a file system is, and how full; in bytes, blocks and inodes. */
export interface FileSystemSize {
  readonly size_total: number;
  readonly size_available: number;
  readonly block_size: number;
  readonly block_total: number;
  readonly block_available: number;
  readonly block_used: number;
  readonly inode_total: number;
  readonly inode_available: number;
  readonly inode_used: number;
}

/** Reads what `stat` printed by {@link sizeFormat}; nothing from an empty text. */
export function readSize(text: string): FileSystemSize | undefined {
  const [best = 0, fragment = 0, total = 0, available = 0, files = 0, freeFiles = 0] = text.split(' ').map(Number);
  if (text === '') return undefined;
  return {
    size_total: fragment * total,
    size_available: fragment * available,
    block_size: best,
    block_total: total,
    block_available: available,
    block_used: total - available,
    inode_total: files,
    inode_available: freeFiles,
    inode_used: files - freeFiles,
  };
}
