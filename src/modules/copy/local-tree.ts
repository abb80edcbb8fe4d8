import { readdirSync, readlinkSync, realpathSync, statSync, type Dirent, type Stats } from 'node:fs';
import { join } from 'node:path';
import { localPath, nameText } from '../../base/file-name.js';
import { fail, type Controller } from '../../module-kit/index.js';
import { isSparse, isVault, readSource } from './local-source.js';
import type { TreeEntry, TreeFile } from './tree-entry.js';

export interface TreeOptions {
  readonly decrypt: boolean;
  /** Whether what links lead to is copied, instead of the links. */
  readonly follow: boolean;
}

type Files = Pick<Controller, 'readFile'>;

/** Everything in a directory of the controller: files first, then directories, each before what is in it. Only encrypted files are read. */
export function loadTree(files: Files, root: string, options: TreeOptions): TreeEntry[] {
  const { mode } = statSync(localPath(root));
  const top: TreeEntry = { kind: 'directory', relative: '.', permissions: mode & 0o7777 };
  const walk = { files, options };
  return [top, ...entriesOf({ path: root, prefix: '', above: [findReal(root) ?? root] }, walk)];
}

interface Walk {
  readonly files: Files;
  readonly options: TreeOptions;
}

interface Directory {
  readonly path: string;
  readonly prefix: string;
  /** Where it really is, and all that it is in. */
  readonly above: readonly string[];
}

function entriesOf(directory: Directory, walk: Walk): TreeEntry[] {
  const entries = readdirSync(localPath(directory.path), { withFileTypes: true, encoding: 'buffer' });
  entries.sort((a, b) => Buffer.compare(a.name, b.name));
  const below = new Set(entries.filter((entry) => leadsBelow(entry, directory, walk)));
  const found: TreeEntry[] = [];
  // A spread argument list has a limit; a directory has none.
  for (const entry of [...entries.filter((one) => !below.has(one)), ...below])
    for (const one of entryOf(entry, directory, walk)) found.push(one);
  return found;
}

function leadsBelow(entry: Dirent<Buffer>, { path }: Directory, { options }: Walk): boolean {
  if (!entry.isSymbolicLink()) return entry.isDirectory();
  const real = options.follow ? findReal(join(path, nameText(entry.name))) : undefined;
  return real !== undefined && statSync(localPath(real)).isDirectory();
}

function entryOf(entry: Dirent<Buffer>, directory: Directory, walk: Walk): TreeEntry[] {
  const name = nameText(entry.name);
  const path = join(directory.path, name);
  const relative = directory.prefix === '' ? name : `${directory.prefix}/${name}`;
  const real = entry.isSymbolicLink() && walk.options.follow ? findReal(path) : undefined;
  // A link that leads nowhere, or to where it is found, stays one.
  const isCircle = real !== undefined && directory.above.includes(real);
  if (entry.isSymbolicLink() && (real === undefined || isCircle))
    return [{ kind: 'link', relative, permissions: 0o777, target: linkTarget(path) }];
  const stats = statSync(localPath(path));
  const permissions = stats.mode & 0o7777;
  if (stats.isFile()) return [{ relative, permissions, ...loadFile(path, stats, walk) }];
  if (!stats.isDirectory()) fail(`cannot copy ${path}: it is neither a file nor a directory`, { src: path });
  const place = real ?? join(directory.above.at(-1) ?? directory.path, name);
  const inside = entriesOf({ path, prefix: relative, above: [...directory.above, place] }, walk);
  return [{ kind: 'directory', relative, permissions }, ...inside];
}

function loadFile(path: string, stats: Stats, { files, options: { decrypt } }: Walk): TreeFile {
  const { size } = stats;
  if (!decrypt || !isVault(path, size))
    return { kind: 'file', size, from: { local: { path, size, isSparse: isSparse(stats) } } };
  const plain = readSource(files, path, decrypt);
  return { kind: 'file', size: plain.length, from: { local: plain } };
}

function linkTarget(path: string): string {
  return nameText(readlinkSync(localPath(path), { encoding: 'buffer' }));
}

function findReal(path: string): string | undefined {
  try {
    return nameText(realpathSync(localPath(path), { encoding: 'buffer' }));
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && (thrown.code === 'ENOENT' || thrown.code === 'ELOOP'))
      return undefined;
    throw thrown;
  }
}
