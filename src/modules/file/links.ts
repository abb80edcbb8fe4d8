import { posix } from 'node:path';
import { ask, change, fail, type Conversation, type Diff, type Result } from '../../module-kit/index.js';
import { readStats, stat, type Stat } from '../../questions/stat.js';
import { rawShell, sh, type Script } from '../../shell/script.js';
import { applyAttributes } from '../files/apply-attributes.js';
import { pathResult, stateOf } from '../files/result.js';
import { thenLook } from '../files/then-look.js';
import type { FileValues } from './arguments.js';

/** Makes sure of a symbolic link; owner and mode are those of what it leads to, unless links are not followed. */
export function* ensureLink(path: string, args: FileValues, now: Stat): Conversation<Result> {
  const src = args.src ?? (now.exists ? now.target : undefined);
  if (src === undefined || src === '') fail('src is required for creating new symlinks', { path });
  const { source, content } = yield* ask({
    source: stat(posix.resolve(posix.dirname(path), src), true),
    content: stat(path, true),
  });
  if (!source.exists && !args.force) {
    fail(
      `src file does not exist, use 'force=yes' if you really want to create the link: ${posix.resolve(posix.dirname(path), src)}`,
      { path, src },
    );
  }
  const isThere = now.exists && now.kind === 'link' && now.target === src;
  if (!isThere) refuseConversion(path, args.force, now, 'symlink');
  const link = isThere ? now : yield* makeLink({ path, src, now, state: 'link' }, sh`ln -sfn -- ${src} ${path}`);
  const attributesChanged = yield* applyToTarget(path, args, args.follow ? (isThere ? content : source) : link);
  const missing = args.follow && !source.exists;
  return {
    changed: !isThere || attributesChanged,
    dest: path,
    src,
    ...(missing ? {} : pathResult(link)),
    ...(missing
      ? {
          warnings: [
            'Cannot set fs attributes on a non-existent symlink target. follow should be set to False to avoid this.',
          ],
        }
      : {}),
  };
}

/** Makes sure of a hard link. */
export function* ensureHardLink(path: string, args: FileValues, now: Stat): Conversation<Result> {
  const { src } = args;
  if (src === undefined) {
    if (!now.exists) fail('src is required for creating new hardlinks', { path });
    const { changed, now: after } = yield* applyAttributes(path, args, now);
    return { changed, dest: path, src: null, ...pathResult(after) };
  }
  if (!src.startsWith('/')) fail('src must be an absolute path for a hard link', { path, src });
  const { source } = yield* ask({ source: stat(src) });
  if (!source.exists) fail('src does not exist', { dest: path, src });
  const isThere = now.exists && now.inode === source.inode && now.device === source.device;
  if (!isThere) refuseConversion(path, args.force, now, 'hard link');
  const link = isThere ? now : yield* makeLink({ path, src, now, state: 'hard' }, sh`ln -f -- ${src} ${path}`);
  const present = link?.exists === true ? link : source;
  const { changed, now: after } = yield* applyAttributes(isThere || link ? path : src, args, present);
  return { changed: changed || !isThere, dest: path, src, ...pathResult(after), state: 'hard' };
}

function refuseConversion(path: string, force: boolean, now: Stat, to: string): void {
  if (!now.exists || now.kind === 'link' || force) return;
  fail(`refusing to convert from ${now.kind} to ${to} for ${path}`, { path, ...pathResult(now) });
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
  // With force, an empty directory gives way; rmdir refuses any other.
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

function* applyToTarget(path: string, args: FileValues, now: Stat | undefined): Conversation<boolean> {
  if (now?.exists !== true) return false;
  return (yield* applyAttributes(path, args, now)).changed;
}
