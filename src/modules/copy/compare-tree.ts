import { posix } from 'node:path';
import { fileDigests } from '../../base/file-digests.js';
import { askAll, askBoth, onController, type Conversation } from '../../module-kit/index.js';
import { checksum } from '../../questions/checksum.js';
import { stat, type Stat } from '../../questions/stat.js';
import { largestRead, sumsOf } from './local-source.js';
import type { TreeEntry, TreeFile } from './tree-entry.js';

/** An entry with what is in its place now. */
export interface ComparedEntry {
  readonly entry: TreeEntry;
  readonly path: string;
  readonly now: Stat;
  /** Whether a file's content is there already. */
  readonly isSame: boolean;
}

interface Placed {
  readonly entry: TreeEntry;
  readonly path: string;
  readonly now: Stat;
  readonly sha1: string | undefined;
}

/**
 * Finds out what is there already: in one trip, and in a second one where large files have the right size. Files of the
 * controller are read only when those of the target have their size.
 */
export function* compareTree(
  entries: readonly TreeEntry[],
  root: string,
  follow: boolean,
): Conversation<ComparedEntry[]> {
  const placed = yield* withLarge(yield* look(entries, root, follow));
  const sums = yield* onController(() => localSums(placed));
  return placed.map(({ entry, path, now, sha1 }) => ({
    entry,
    path,
    now,
    isSame: sha1 !== undefined && hasSize(entry, now) && sha1 === (sums.get(path) ?? remoteSum(entry)),
  }));
}

function* look(entries: readonly TreeEntry[], root: string, follow: boolean): Conversation<Placed[]> {
  const paths = entries.map(({ relative }) => posix.join(root, relative));
  const summed = entries.map((entry) => entry.kind === 'file' && entry.size <= largestRead);
  const [stats, sums] = yield* askBoth(
    entries.map(({ kind }, index) => stat(paths[index] ?? root, kind === 'directory')),
    paths.filter((_, index) => summed[index]).map((path) => checksum(path)),
  );
  let next = 0;
  const placed = entries.map((entry, index): Placed => {
    const now = stats[index] ?? { exists: false, isDenied: false, umask: 0o022 };
    return { entry, path: paths[index] ?? root, now, sha1: summed[index] === true ? sums[next++] : undefined };
  });
  return follow ? yield* followLinks(placed) : placed;
}

/** With `follow`, what a link leads to is written instead of the link. */
function* followLinks(placed: readonly Placed[]): Conversation<Placed[]> {
  const targets = placed.map(({ entry, now, path }) =>
    entry.kind === 'file' && now.exists && now.kind === 'link' ? (now.resolved ?? path) : undefined,
  );
  const stats = yield* askAll(targets.flatMap((target) => (target === undefined ? [] : [stat(target)])));
  let next = 0;
  return placed.map((one, index) => {
    const path = targets[index];
    return path === undefined ? one : { ...one, path, now: stats[next++] ?? one.now };
  });
}

/** A large file's sum is asked for only when it may be the same. */
function* withLarge(placed: readonly Placed[]): Conversation<Placed[]> {
  const isOpen = ({ entry, now, sha1 }: Placed): boolean =>
    entry.kind === 'file' && entry.size > largestRead && sha1 === undefined && hasSize(entry, now);
  const sums = yield* askAll(placed.filter(isOpen).map(({ path }) => checksum(path)));
  let next = 0;
  return placed.map((one) => (isOpen(one) ? { ...one, sha1: sums[next++] } : one));
}

function hasSize(entry: TreeEntry, now: Stat): boolean {
  return entry.kind === 'file' && now.exists && now.kind === 'file' && now.size === entry.size;
}

/** The sums of the controller's files whose like is on the target, by the path there. */
async function localSums(placed: readonly Placed[]): Promise<Map<string, string>> {
  const sums = new Map<string, string>();
  for (const { entry, path, now, sha1 } of placed) {
    if (entry.kind !== 'file' || sha1 === undefined || !hasSize(entry, now)) continue;
    const sum = await localSum(entry.from);
    if (sum !== undefined) sums.set(path, sum);
  }
  return sums;
}

async function localSum(from: TreeFile['from']): Promise<string | undefined> {
  if (!('local' in from)) return undefined;
  const { local } = from;
  if (local instanceof Uint8Array) return sumsOf(local).sha1;
  const [sha1] = await fileDigests(local, ['sha1']);
  return sha1;
}

function remoteSum(entry: TreeEntry): string | undefined {
  return entry.kind === 'file' && 'path' in entry.from ? entry.from.sha1 : undefined;
}
