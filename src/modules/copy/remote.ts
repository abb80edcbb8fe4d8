import { posix } from 'node:path';
import { ask, askBoth, fail, type Controller, type Conversation, type Result } from '../../module-kit/index.js';
import { checksum } from '../../questions/checksum.js';
import { stat, type PresentPath, type Stat } from '../../questions/stat.js';
import { tree } from '../../questions/tree.js';
import { sh } from '../../shell/script.js';
import { applyAttributes } from '../files/apply-attributes.js';
import { modeText } from '../files/mode.js';
import { pathResult } from '../files/result.js';
import { writeFile } from '../files/write.js';
import type { PlacingValues } from './arguments.js';
import { prepareDirectory } from './place-file.js';
import { findPlace, trimSlashes } from './find-place.js';
import { placeTree } from './place-tree.js';
import type { TreeEntry } from './tree-entry.js';

export interface RemoteCopy {
  readonly src: string;
  readonly args: PlacingValues;
  readonly directoryMode: string | undefined;
  readonly checksum: string | undefined;
  readonly keepLinks: boolean;
}

/** Copies what is on the target already. */
export function* copyOnTarget(controller: Controller, copy: RemoteCopy): Conversation<Result> {
  const { src } = copy;
  const { source, sum, md5 } = yield* ask({ source: stat(src, true), sum: checksum(src), md5: checksum(src, 'md5') });
  if (!source.exists) fail(`Source ${src} not found`);
  if (source.kind === 'directory') return yield* copyDirectory(controller, copy);
  if (source.kind !== 'file') fail(`Cannot copy invalid source '${src}': not a file`, { src });
  if (!source.readable) fail(`Source ${src} not readable`, { src });
  if (copy.checksum !== undefined && copy.checksum !== sum) {
    fail('Copied file does not match the expected checksum. Transfer failed.', {
      checksum: sum,
      expected_checksum: copy.checksum,
    });
  }
  return yield* copyFile(controller, copy, { source, sum, md5 });
}

interface Source {
  readonly source: PresentPath;
  readonly sum: string | undefined;
  readonly md5: string | undefined;
}

function* copyFile(
  controller: Controller,
  { src, args, directoryMode }: RemoteCopy,
  { source, sum, md5 }: Source,
): Conversation<Result> {
  const place = yield* findPlace({
    dest: args.dest,
    name: posix.basename(src),
    follow: args.follow,
    diff: false,
    sums: true,
  });
  const wanted = { ...args, mode: args.mode === 'preserve' ? modeText(source.permissions) : args.mode };
  if (place.now.exists && !args.force) return { changed: false, msg: 'file already exists', dest: place.dest, src };
  yield* prepareDirectory(controller, { args, makeDirectory: { mode: directoryMode } }, place);
  const common = { dest: place.dest, src, checksum: sum, md5sum: md5 };
  if (place.now.exists && place.now.kind === 'file' && place.sha1 === sum) {
    const { changed, now } = yield* applyAttributes(place.path, wanted, place.now);
    return { changed, ...common, ...pathResult(now) };
  }
  const { now, backup } = yield* writeFile({
    path: place.path,
    source: sh`${src}`,
    now: place.now,
    wanted,
    settings: args,
  });
  return { changed: true, ...common, ...pathResult(now), ...(backup === undefined ? {} : { backup_file: backup }) };
}

function* copyDirectory({ target }: Controller, copy: RemoteCopy): Conversation<Result> {
  const { src, args } = copy;
  const root = src.endsWith('/') ? args.dest : posix.join(args.dest, posix.basename(src));
  const { there } = yield* ask({ there: stat(trimSlashes(args.dest), true) });
  const entries = yield* listEntries(src, copy.keepLinks);
  const changed = yield* placeTree({
    entries,
    root: trimSlashes(root),
    args,
    directoryMode: 'preserve',
    keepsModes: true,
    target,
  });
  // Ansible names the directory that it was given when it had to make it.
  const dest = there.exists ? `${trimSlashes(args.dest)}/${posix.basename(src.endsWith('/') ? '' : src)}` : args.dest;
  const { now } = yield* ask({ now: stat(trimSlashes(dest), true) });
  return { changed, dest, src, checksum: null, md5sum: null, ...pathResult(now) };
}

function* listEntries(src: string, keepLinks: boolean): Conversation<TreeEntry[]> {
  const { paths } = yield* ask({ paths: tree(src) });
  const all = [trimSlashes(src), ...paths];
  const [stats, sums] = yield* askBoth(
    all.map((path) => stat(path, !keepLinks)),
    all.map((path) => checksum(path)),
  );
  return all.flatMap((path, index) => {
    const now = stats[index];
    const relative = posix.relative(src, path) || '.';
    return now?.exists === true ? [entryOf(path, relative, now, sums[index])] : [];
  });
}

function entryOf(path: string, relative: string, now: Stat & { exists: true }, sha1: string | undefined): TreeEntry {
  const { permissions } = now;
  if (now.kind === 'directory') return { kind: 'directory', relative, permissions };
  if (now.kind === 'link') return { kind: 'link', relative, permissions, target: now.target ?? '' };
  return { kind: 'file', relative, permissions, size: now.size, from: { path, sha1 } };
}
