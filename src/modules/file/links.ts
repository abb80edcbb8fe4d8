import { posix } from 'node:path';
import { ask, change, fail, type Conversation, type Diff, type Result } from '../../module-kit/index.js';
import { readStats, stat, type Stat } from '../../questions/stat.js';
import { tree } from '../../questions/tree.js';
import { rawShell, sh, type Script } from '../../shell/script.js';
import { applyAttributes } from '../files/apply-attributes.js';
import { pathResult, stateOf } from '../files/result.js';
import { thenLook } from '../files/then-look.js';
import type { FileValues } from './arguments.js';

/** Makes sure of a symbolic link; owner and mode are those of what it leads to, unless links are not followed. */
export function* ensureLink(path: string, args: FileValues, now: Stat): Conversation<Result> {
  const src = args.src ?? (now.exists ? now.target : undefined);
  if (src === undefined || src === '') fail('src is required for creating new symlinks', { path });
  const meant = sourceOf(path, src, now);
  const { source, content } = yield* ask({ source: stat(meant, true), content: stat(path, true) });
  if (args.src !== undefined && !source.exists && !args.force) {
    fail(`src file does not exist, use 'force=yes' if you really want to create the link: ${meant}`, {
      path,
      src,
      ...pathResult(now),
    });
  }
  const isThere = now.exists && now.kind === 'link' && now.target === src;
  if (!isThere) yield* refuseConversion(path, args.force, now);
  const made = isThere ? now : yield* makeLink({ path, src, now, state: 'link' }, sh`ln -sfn -- ${src} ${path}`);
  const applied = yield* applyTo(path, args, args.follow ? (isThere ? content : source) : made);
  const link = args.follow ? made : applied.now;
  const isMissing = args.follow && !source.exists;
  return {
    changed: !isThere || applied.changed,
    dest: path,
    src: args.src ?? null,
    ...(isMissing ? {} : pathResult(link)),
    ...(isMissing && args.src !== undefined && setsAttributes(args)
      ? {
          warnings: [
            'Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this.',
          ],
        }
      : {}),
  };
}

/** A relative source is meant from where the link is, or from the directory in whose place it is wanted. */
export function sourceOf(path: string, src: string, now?: Stat): string {
  if (src.startsWith('/')) return src;
  return posix.join(now?.exists === true && now.kind === 'directory' ? path : posix.dirname(path), src);
}

function setsAttributes({ owner, group, mode, attributes }: FileValues): boolean {
  return [owner, group, mode, attributes].some((value) => value !== undefined);
}

/** Makes sure of a hard link. */
export function* ensureHardLink(path: string, args: FileValues, now: Stat): Conversation<Result> {
  const { src } = args;
  if (src === undefined) {
    if (!now.exists || stateOf(now) !== 'hard') fail('src is required for creating new hardlinks');
    const { changed, now: after } = yield* applyAttributes(path, args, now);
    return { changed, dest: path, src: null, ...pathResult(after) };
  }
  const { source } = yield* ask({ source: stat(src) });
  if (!source.exists) fail('src does not exist', { dest: path, src });
  const isThere = now.exists && now.inode === source.inode && now.device === source.device;
  if (!isThere && now.exists && now.kind !== 'link' && !args.force)
    fail('Cannot link, file exists at destination', { dest: path, src });
  const link = isThere ? now : yield* makeLink({ path, src, now, state: 'hard' }, sh`ln -f -- ${src} ${path}`);
  const present = link?.exists === true ? link : source;
  const { changed, now: after } = yield* applyAttributes(isThere || link ? path : src, args, present);
  return { changed: changed || !isThere, dest: path, src, ...pathResult(after), state: 'hard' };
}

function* refuseConversion(path: string, force: boolean, now: Stat): Conversation<void> {
  if (!now.exists || now.kind === 'link') return;
  if (force && now.kind === 'directory') {
    const { paths } = yield* ask({ paths: tree(path) });
    if (paths.length > 0) fail(`the directory ${path} is not empty, refusing to convert it`, { path });
  }
  if (force) return;
  fail(`refusing to convert from ${stateOf(now)} to symlink for ${path}`, { path, ...pathResult(now) });
}

/** A link to be made in place of what is there. */
interface Link {
  readonly path: string;
  readonly src: string;
  readonly now: Stat;
  readonly state: 'hard' | 'link';
}

function* makeLink({ path, src, now, state }: Link, link: Script): Conversation<Stat | undefined> {
  const subjects = [{ path, follow: false }];
  // With force, an empty directory gives way.
  const clear = now.exists && now.kind === 'directory' ? sh`rmdir -- ${path} &&\n` : rawShell('');
  const outcome = yield* change({
    what: 'link',
    before: now.exists ? (now.target ?? now.kind) : 'absent',
    after: src,
    diff: linkDiff({ path, src, now, state }),
    run: thenLook(sh`${clear}${link}`, subjects),
  });
  return outcome ? readStats(outcome.stdout, subjects)[0] : undefined;
}

function linkDiff({ path, src, now, state }: Link): Diff {
  const before = stateOf(now);
  const target = now.exists ? now.target : undefined;
  return {
    before: { path, ...(before === state ? {} : { state: before }), ...(target === undefined ? {} : { src: target }) },
    after: { path, ...(before === state ? {} : { state }), ...(target === undefined ? {} : { src }) },
  };
}

function* applyTo(path: string, args: FileValues, now: Stat | undefined): Conversation<Applied> {
  return now?.exists === true ? yield* applyAttributes(path, args, now) : { changed: false, now };
}

interface Applied {
  readonly changed: boolean;
  readonly now: Stat | undefined;
}
