import { posix } from 'node:path';
import { ask, fail, type Conversation } from '../../module-kit/index.js';
import { checksum } from '../../questions/checksum.js';
import { stat, type Stat } from '../../questions/stat.js';
import { text, type FileText } from '../../questions/text.js';

/** Where a file goes, and what is there now. */
export interface Place {
  /** The path that is written: a link's target when links are followed. */
  readonly path: string;
  /** The path that the result names. */
  readonly dest: string;
  readonly now: Stat;
  readonly sha1: string | undefined;
  readonly before: FileText | undefined;
  /** Whether the directory is there. */
  readonly hasParent: boolean;
}

/** Larger contents are not fetched for a diff. */
export const largestDiff = 256 * 1024;

export interface PlaceRequest {
  readonly dest: string;
  /** The name in a directory, when `dest` is one. */
  readonly name: string | undefined;
  readonly follow: boolean;
  readonly diff: boolean;
  /** Whether to ask for checksums in the same trip; of large files they take the target seconds. */
  readonly sums: boolean;
}

/** Finds out in one trip whether `dest` is a directory to put the file into, and what is there now. */
export function* findPlace({ dest, name, follow, diff, sums }: PlaceRequest): Conversation<Place> {
  const itself = trimSlashes(dest);
  const within = posix.join(itself, name ?? '.');
  const limit = diff ? largestDiff : 0;
  const answers = yield* ask({
    outer: stat(itself),
    outerReal: stat(itself, true),
    inner: stat(within),
    innerReal: stat(within, true),
    parent: stat(posix.dirname(itself), true),
    ...(sums ? { outerSum: checksum(itself), innerSum: checksum(within) } : {}),
    ...(diff ? { outerText: text(itself, limit), innerText: text(within, limit) } : {}),
  });
  const isDirectory = answers.outerReal.exists && answers.outerReal.kind === 'directory';
  if (isDirectory && name === undefined) fail('can not use content with a dir as dest');
  if (isDirectory || dest.endsWith('/')) {
    const place = { now: answers.inner, real: answers.innerReal, sha1: answers.innerSum, before: answers.innerText };
    return placeOf(within, follow, { ...place, hasParent: isDirectory });
  }
  const hasParent = answers.parent.exists && answers.parent.kind === 'directory';
  const place = { now: answers.outer, real: answers.outerReal, sha1: answers.outerSum, before: answers.outerText };
  return placeOf(itself, follow, { ...place, hasParent });
}

interface Seen extends Pick<Place, 'now' | 'sha1' | 'before' | 'hasParent'> {
  readonly real: Stat;
}

function placeOf(dest: string, follow: boolean, { real, ...seen }: Seen): Place {
  if (seen.now.exists && seen.now.kind === 'link' && follow) {
    const path = seen.now.resolved ?? dest;
    return { ...seen, now: real, path, dest: path };
  }
  // A link that is not followed is replaced: what it leads to does not count.
  const isLink = seen.now.exists && seen.now.kind === 'link';
  return { ...seen, sha1: isLink ? undefined : seen.sha1, path: dest, dest };
}

/** A path without slashes at its end; `/` stays. */
export function trimSlashes(path: string): string {
  return path.replace(/(?!^)\/+$/, '');
}
