import { posix } from 'node:path';
import {
  ask,
  askAll,
  change,
  defineModule,
  fail,
  TaskFailure,
  type Conversation,
  type Result,
  type Target,
} from '../module-kit/index.js';
import type { Question } from '../questions/question.js';
import { readStats, stat, type PresentPath, type Stat } from '../questions/stat.js';
import { tree } from '../questions/tree.js';
import { rawShell, sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { fileArguments, type FileValues } from './file/arguments.js';
import { ancestorsOf, ensureDirectory } from './file/directory.js';
import { ensureHardLink, ensureLink, sourceOf } from './file/links.js';
import { setTimes } from './file/times.js';
import { warnOfUnknown } from './file/unknown-names.js';
import { applyAttributes } from './files/apply-attributes.js';
import { thenLook } from './files/then-look.js';
import { pathResult, stateOf, unchangedDiff } from './files/result.js';

export const file = defineModule({
  name: 'ansible.builtin.file',
  summary: 'Create, remove or link a path, or set its owner and mode.',
  args: fileArguments,
  examples: [
    'file: { path: /etc/thanos, state: directory, owner: thanos, mode: "0750" }',
    'file: { path: /usr/local/bin/thanos, src: /opt/thanos/thanos, state: link }',
    'file: { path: /var/lib/thanos/old, state: absent }',
  ],

  *run(args, target): Conversation<Result> {
    const work = tellingPath(ensure(args, target));
    const result = yield* warnOfUnknown(args, firstQuestions(args), work);
    return target.diff && result.state !== 'absent'
      ? { ...result, ...unchangedDiff(result.changed === true, args.path) }
      : result;
  },
});

/** What is at the path is told of failures too. */
function* tellingPath(work: Conversation<Result>): Conversation<Result> {
  try {
    return yield* work;
  } catch (thrown) {
    const path = thrown instanceof TaskFailure ? thrown.result['path'] : undefined;
    if (!(thrown instanceof TaskFailure) || typeof path !== 'string') throw thrown;
    const { now } = yield* ask({ now: stat(path) });
    fail(thrown.message, { ...pathResult(now), ...thrown.result });
  }
}

function firstQuestions({ path }: FileValues): Question<unknown>[] {
  return [stat(trim(path)), stat(trim(path), true)];
}

function* ensure(args: FileValues, target: Target): Conversation<Result> {
  const given = trim(args.path);
  const { now, real } = yield* ask({ now: stat(given), real: stat(given, true), ...sourceQuestion(given, args) });
  const state = args.state ?? defaultState(now, args.recurse);
  if (args.recurse && state !== 'directory') fail("recurse option requires state to be 'directory'", { path: given });
  if (args.src !== undefined && state !== 'link' && state !== 'hard')
    fail("src option requires state to be 'link' or 'hard'", { path: given });
  if (state === 'absent') return yield* remove(given, now, target.diff);
  if (state === 'link') return yield* ensureLink(given, args, now);
  if (state === 'hard') return yield* makeHardLink(given, args, { now, real });
  const isFollowed = args.follow && now.exists && now.kind === 'link';
  const path = isFollowed ? (now.resolved ?? given) : given;
  const found = isFollowed ? real : now;
  if (state === 'directory') return yield* ensureDirectory(path, args, found, ancestorsOf(path));
  return state === 'touch' ? yield* touch(path, args, found) : yield* keepFile(path, args, found);
}

/** In a directory, the link has the name of what it leads to. */
function* makeHardLink(path: string, args: FileValues, { now, real }: { now: Stat; real: Stat }): Conversation<Result> {
  const isInside = args.src !== undefined && real.exists && real.kind === 'directory';
  if (!isInside) return yield* ensureHardLink(path, args, now);
  const inside = posix.join(path, posix.basename(args.src ?? ''));
  const answers = yield* ask({ there: stat(inside) });
  return yield* ensureHardLink(inside, args, answers.there);
}

/** What a link leads to is asked along with the rest: it is one trip then. */
function sourceQuestion(path: string, { src, state }: FileValues): { source?: ReturnType<typeof stat> } {
  if (src === undefined) return {};
  return { source: state === 'hard' ? stat(src) : stat(sourceOf(path, src), true) };
}

function defaultState(now: Stat, recurse: boolean): 'absent' | 'directory' | 'file' | 'hard' | 'link' {
  if (now.exists) return stateOf(now);
  return recurse ? 'directory' : 'file';
}

function* remove(path: string, now: Stat, isDiff: boolean): Conversation<Result> {
  if (!now.exists) return { changed: false, path, state: 'absent' };
  const before = stateOf(now);
  const content = isDiff && now.kind === 'directory' ? yield* contentOf(path) : {};
  const options = rawShell(now.kind === 'directory' ? '-rf' : '-f');
  yield* change({
    what: 'remove',
    before,
    after: 'absent',
    diff: { before: { path, state: before, ...content }, after: { path, state: 'absent' } },
    run: sh`rm ${options} -- ${path}`,
  });
  return { changed: true, path, state: 'absent' };
}

/** What goes with a directory, for a diff. */
function* contentOf(directory: string): Conversation<{ path_content: Json }> {
  const { paths } = yield* ask({ paths: tree(directory) });
  const stats = yield* askAll(paths.map((path) => stat(path)));
  const isDirectory = paths.map((_, index) => {
    const now = stats[index];
    return now?.exists === true && now.kind === 'directory';
  });
  const directories = paths.filter((_, index) => isDirectory[index]);
  const files = paths.filter((_, index) => isDirectory[index] === false);
  return { path_content: { directories, files } };
}

function* keepFile(path: string, args: FileValues, now: Stat): Conversation<Result> {
  if (!now.exists) fail(`file (${path}) is absent, cannot continue`, { path, state: 'absent' });
  if (now.kind !== 'file') fail(`file (${path}) is ${now.kind}, cannot continue`, { path, ...pathResult(now) });
  const { changed, now: after } = yield* applyAttributes(path, args, now);
  const timesChanged = yield* setTimes(path, args, after, 'preserve');
  return { changed: changed || timesChanged, path, ...pathResult(after) };
}

function* touch(path: string, args: FileValues, found: Stat): Conversation<Result> {
  const now = found.exists ? found : yield* create(path);
  if (!now) return { changed: true, dest: path };
  const { changed, now: after } = found.exists
    ? yield* applyAttributes(path, args, now)
    : yield* applyOrRemove(path, args, now);
  const timesChanged = yield* setTimes(path, args, after, found.exists ? 'now' : 'preserve');
  return { changed: changed || timesChanged || !found.exists, dest: path, ...pathResult(after) };
}

/** A new file that cannot be made what it shall be does not stay. */
function* applyOrRemove(path: string, args: FileValues, now: PresentPath): ReturnType<typeof applyAttributes> {
  try {
    return yield* applyAttributes(path, args, now);
  } catch (thrown) {
    yield* change({ what: 'remove', counts: false, run: sh`rm -f -- ${path}` });
    throw thrown;
  }
}

function* create(path: string): Conversation<(Stat & { exists: true }) | undefined> {
  const subjects = [{ path, follow: false }];
  const run = thenLook(sh`touch -- ${path}`, subjects);
  const diff = { before: { path, state: 'absent' }, after: { path, state: 'touch' } };
  const outcome = yield* change({ what: 'create file', before: 'absent', after: path, diff, run });
  const now = outcome ? readStats(outcome.stdout, subjects)[0] : undefined;
  return now?.exists === true ? now : undefined;
}

function trim(path: string): string {
  return path.replace(/(?!^)\/+$/, '');
}
