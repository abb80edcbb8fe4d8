import { posix } from 'node:path';
import { askAll, change, fail, type Conversation, type Result } from '../../module-kit/index.js';
import { readStats, stat, type Stat } from '../../questions/stat.js';
import { sh, type Script } from '../../shell/script.js';
import { applyAttributes, failAttributes } from '../files/apply-attributes.js';
import { allOf } from '../files/differences.js';
import { modeText, permissionsAfter } from '../files/mode.js';
import { pathResult } from '../files/result.js';
import { thenLook } from '../files/then-look.js';
import type { FileValues } from './arguments.js';
import { applyToContent } from './recurse.js';
import { setTimes } from './times.js';

/** Makes sure of a directory: it and missing ones above it get the task's owner and mode. */
export function* ensureDirectory(
  path: string,
  args: FileValues,
  now: Stat,
  ancestors: readonly string[],
): Conversation<Result> {
  if (!now.exists) return yield* createDirectory(path, args, ancestors);
  if (now.kind !== 'directory') fail(`${path} already exists as a ${now.kind}`, { path, ...pathResult(now) });
  const { changed, now: after } = yield* applyAttributes(path, args, now);
  const contentChanged = args.recurse && (yield* applyToContent(path, args, now.umask));
  const timesChanged = yield* setTimes(path, args, after, 'preserve');
  return { changed: changed || contentChanged || timesChanged, path, ...pathResult(after) };
}

/** The paths above a path, nearest last, without the root. */
export function ancestorsOf(path: string): string[] {
  const parent = posix.dirname(path);
  return parent === path || parent === '.' || parent === '/' ? [] : [...ancestorsOf(parent), parent];
}

function* createDirectory(path: string, args: FileValues, ancestors: readonly string[]): Conversation<Result> {
  const stats = yield* askAll(ancestors.map((ancestor) => stat(ancestor, true)));
  const missing = [...ancestors.filter((_, index) => stats[index]?.exists === false), path];
  const umask = stats[0]?.umask ?? 0o022;
  const subjects = [{ path, follow: true }];
  const outcome = yield* change({
    what: 'create directory',
    before: 'absent',
    after: path,
    diff: { before: { path, state: 'absent' }, after: { path, state: 'directory' } },
    run: thenLook(allOf(missing.flatMap((directory) => creation(directory, args, umask))), subjects),
    mayFail: true,
  });
  if (outcome && outcome.status !== 0)
    failAttributes(path, outcome, `There was an issue creating ${path} as requested`);
  const [now]: readonly (Stat | undefined)[] = outcome ? readStats(outcome.stdout, subjects) : [];
  if (now?.exists === true)
    yield* applyAttributes(path, { ...args, owner: undefined, group: undefined, mode: undefined }, now);
  return { changed: true, path, ...pathResult(now) };
}

function creation(path: string, { owner, group, mode }: FileValues, umask: number): Script[] {
  const owned = [
    ...(owner === undefined ? [] : [sh`chown -- ${owner} ${path}`]),
    ...(group === undefined ? [] : [sh`chgrp -- ${group} ${path}`]),
  ];
  if (mode === undefined) return [made(sh`mkdir -- ${path}`, path), ...owned];
  const permissions = permissionsAfter(mode, { permissions: 0o777 & ~umask, isDirectory: true, umask });
  // Nobody else may look in before owner and mode are right.
  return [made(sh`mkdir -m 0700 -- ${path}`, path), ...owned, sh`chmod ${`00${modeText(permissions)}`} -- ${path}`];
}

/** Another host's task may make the directory at the same time, where several names stand for one machine. */
function made(mkdir: Script, path: string): Script {
  return sh`{ ${mkdir} || test -d ${path}; }`;
}
