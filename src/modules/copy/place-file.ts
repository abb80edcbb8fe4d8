import { posix } from 'node:path';
import { ask, change, fail, type Controller, type Conversation, type Result } from '../../module-kit/index.js';
import { checksum } from '../../questions/checksum.js';
import { sh } from '../../shell/script.js';
import type { Json } from '../../values/json.js';
import { applyAttributes } from '../files/apply-attributes.js';
import { modeText } from '../files/mode.js';
import { pathResult, unchangedDiff } from '../files/result.js';
import { writeFile } from '../files/write.js';
import type { PlacingValues } from './arguments.js';
import { findPlace, largestDiff, type Place } from './find-place.js';
import { sendingOf, sha1Of, shownText, withSums, type Content } from './local-source.js';

/** A file on its way to a target. */
export interface Placement {
  readonly content: Content;
  readonly args: PlacingValues;
  /** The name when `dest` is a directory; without one, a directory is an error. */
  readonly name: string | undefined;
  /** What the result and the diff name as the source. */
  readonly src: string;
  /** The mode that `mode: preserve` means. */
  readonly permissions: number | undefined;
  /** Permissions of directories that a `dest` with a slash at its end asks for; `undefined` when they are not made. */
  readonly makeDirectory: { readonly mode: string | undefined } | undefined;
}

/** Puts a file on the target: nothing when it is there already, else content, owner and mode in one change. */
export function* placeFile(
  controller: Pick<Controller, 'target' | 'check'>,
  placement: Placement,
): Conversation<Result> {
  const { args, name, content, src } = placement;
  if (args.dest.endsWith('/') && name === undefined) fail('can not use content with a dir as dest');
  const { diff } = controller.target;
  const sums = content.content instanceof Uint8Array;
  const place = yield* findPlace({ dest: args.dest, name, follow: args.follow, diff, sums });
  const wanted = { ...args, mode: modeOf(args.mode, placement.permissions) };
  if (place.now.exists && !args.force) return { changed: false, dest: place.dest, src };
  const same = yield* findSame(place, content);
  if (same !== undefined) return yield* keep(place, wanted, same, diff);
  if (place.now.exists && place.now.kind === 'directory') fail(`${place.dest} is a directory`, { dest: place.dest });
  yield* prepareDirectory(controller, placement, place);
  const source = sendingOf(content);
  const written = yield* withSums(content, () =>
    writeFile({ path: place.path, source, now: place.now, wanted, settings: args }),
  );
  const { now, backup } = written.result;
  const shown = { diff: diff ? [diffOf(place, content, src)] : [] };
  if (controller.check) return { changed: true, ...shown };
  return {
    changed: true,
    dest: place.dest,
    src: name === undefined ? sourceName(src, controller.target.home) : src,
    checksum: written.sums.sha1,
    md5sum: written.sums.md5,
    ...pathResult(now),
    ...shown,
    ...(backup === undefined ? {} : { backup_file: backup }),
  };
}

/** What `content` came from: Ansible names a temporary file, of which only the suffix means something. */
function sourceName(dest: string, home: string): string {
  return `${home}/.ansible/tmp/.source${posix.extname(dest)}`;
}

/** The SHA-1 of the content when it is there already. A large one of another size is not read for it, here or there. */
function* findSame({ path, now, sha1 }: Place, content: Content): Conversation<string | undefined> {
  if (!now.exists || now.kind !== 'file') return undefined;
  const isLarge = !(content.content instanceof Uint8Array);
  if (isLarge && now.size !== content.size) return undefined;
  const there = isLarge ? (yield* ask({ sum: checksum(path) })).sum : sha1;
  return there !== undefined && there === (yield* sha1Of(content)) ? there : undefined;
}

function* keep(place: Place, wanted: PlacingValues, sha1: string, isDiff: boolean): Conversation<Result> {
  if (!place.now.exists) return {};
  const { changed, now } = yield* applyAttributes(place.path, wanted, place.now);
  return {
    changed,
    dest: place.dest,
    path: place.dest,
    checksum: sha1,
    ...pathResult(now),
    ...(isDiff ? unchangedDiff(changed, place.dest) : { diff: [] }),
  };
}

/** Makes the directory that a `dest` with a slash at its end names; any other that is missing is a failure. */
export function* prepareDirectory(
  controller: Pick<Controller, 'check'>,
  { args, makeDirectory }: Pick<Placement, 'args' | 'makeDirectory'>,
  place: Place,
): Conversation<void> {
  if (place.hasParent) return;
  const directory = posix.dirname(place.path);
  if (args.dest.endsWith('/') && makeDirectory)
    yield* createDirectory(directory, { ...args, mode: makeDirectory.mode });
  // A check run has left out the task that would have made the directory.
  else if (!controller.check) fail(`Destination directory ${directory} does not exist`, { dest: args.dest });
}

function* createDirectory(
  directory: string,
  { mode, owner, group }: Pick<PlacingValues, 'mode' | 'owner' | 'group'>,
): Conversation<void> {
  yield* change({
    what: 'create directory',
    after: directory,
    run: sh`mkdir -p -- ${directory} &&
${owner === undefined ? sh`:` : sh`chown -- ${owner} ${directory}`} &&
${group === undefined ? sh`:` : sh`chgrp -- ${group} ${directory}`} &&
${mode === undefined ? sh`:` : sh`chmod ${mode} -- ${directory}`}`,
  });
}

function modeOf(mode: string | undefined, preserved: number | undefined): string | undefined {
  if (mode !== 'preserve') return mode;
  return preserved === undefined ? undefined : modeText(preserved);
}

function diffOf(place: Place, content: Content, src: string): Json {
  const before = place.before;
  const shown =
    before &&
    (before.content === undefined ? `(file of ${before.size} bytes)` : shownText(before.content, largestDiff));
  return {
    before: shown ?? '',
    after: shownText(content.content, largestDiff),
    ...(place.now.exists ? { before_header: place.dest } : {}),
    after_header: src,
  };
}
