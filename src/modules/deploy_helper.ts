import { posix } from 'node:path';
import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { probe, type Question } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { runProgram } from './programs/run.js';

const args = {
  path: arg.path({ required: true, aliases: ['dest'], doc: 'The directory of the project.' }),
  state: arg.oneOf(
    'present',
    'finalize',
    'absent',
    'clean',
    'query',
  )({ default: 'present', doc: 'Make its directories, put a release to use, remove old ones, all, or only tell.' }),
  release: arg.string({ doc: 'The release; the time of now by default.' }),
  releases_path: arg.string({ default: 'releases', doc: 'The directory of the releases.' }),
  shared_path: arg.path({ default: 'shared', doc: 'The directory of what releases share; none when empty.' }),
  current_path: arg.path({ default: 'current', doc: 'The link to the release in use.' }),
  unfinished_filename: arg.string({ default: 'DEPLOY_UNFINISHED', doc: 'The file in a release that is not whole.' }),
  clean: arg.boolean({ default: true, doc: 'Whether finalize removes old releases.' }),
  keep_releases: arg.integer({ default: 5, doc: 'How many old releases stay.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const deployHelper = defineModule({
  name: 'community.general.deploy_helper',
  summary: 'Keep releases of a project side by side, with a link to the one in use.',
  args,
  rules: { requiredIf: [['state', 'finalize', ['release']]] },
  examples: ['community.general.deploy_helper: { path: /srv/app }'],

  *run(given): Conversation<Result> {
    const { state, path } = given;
    const { now } = yield* ask({ now: projectNow(given) });
    const facts = factsOf(given, now);
    const told = { state, ansible_facts: { deploy_helper: facts } };
    switch (state) {
      case 'query':
        return { changed: false, ...told };
      case 'present': {
        const changed = yield* makeDirectories(given, now);
        return { changed, ...told };
      }
      case 'absent':
        if (now.exists) yield* change({ what: 'remove project', before: path, run: sh`rm -rf -- ${path}` });
        return { changed: now.exists, state, ansible_facts: { deploy_helper: [] } };
      case 'clean':
        return { changed: (yield* clean(given, now, now.current)) > 0, state };
      case 'finalize': {
        const linked = yield* putToUse(given, now);
        const cleaned = given.clean ? yield* clean(given, now, facts.new_release_path) : 0;
        return { changed: linked || cleaned > 0, state };
      }
    }
  },
});

interface Project {
  readonly exists: boolean;
  /** The time of now as releases are named. */
  readonly time: string;
  /** What the link leads to. */
  readonly current: string | undefined;
  /** Whether it is a link, or nothing yet. */
  readonly isLink: boolean;
  /** The directories that are to be made. */
  readonly missing: readonly string[];
  readonly newRelease: 'whole' | 'unfinished' | 'missing';
  readonly unfinished: readonly string[];
  /** The newest first. */
  readonly whole: readonly string[];
}

function pathsOf(given: Args): {
  readonly releases: string;
  readonly shared: string | undefined;
  readonly current: string;
} {
  const under = (name: string): string => posix.resolve(given.path, name);
  return {
    releases: under(given.releases_path),
    shared: given.shared_path === '' ? undefined : under(given.shared_path),
    current: under(given.current_path),
  };
}

function projectNow(given: Args): Question<Project> {
  const { releases, shared, current } = pathsOf(given);
  const wanted = [given.path, releases, ...(shared === undefined ? [] : [shared])];
  const release = posix.join(releases, given.release ?? '.');
  const mark = given.unfinished_filename;
  const script = sh`[ -e ${given.path} ]; echo $?; date +%Y%m%d%H%M%S
if [ -e ${current} ]; then readlink -f -- ${current}; else echo; fi
if [ -e ${current} ] && ! [ -L ${current} ]; then echo other; else echo link; fi
if ! [ -d ${release} ]; then echo missing; elif [ -e ${`${release}/${mark}`} ]; then echo unfinished; else echo whole; fi
for path in ${wanted}; do
  if [ -d "$path" ]; then :; elif [ -e "$path" ]; then printf 'file %s\\0' "$path"; else printf 'missing %s\\0' "$path"; fi
done
cd -- ${releases} 2>/dev/null && ls -1t | while read -r name; do
  if [ -d "$name" ]; then
    kind=whole; [ -e "$name"/${mark} ] && kind=unfinished
    printf '%s %s\\0' "$kind" "$name"
  fi
done; :`;
  return probe(script, ({ stdout }) => {
    const [exists, time = '', target = '', link, newRelease, ...rest] = stdout.toString().split('\n');
    const entries = rest.join('\n').split('\0').map(readEntry);
    const of = (kind: string) => entries.filter((entry) => entry.kind === kind).map(({ name }) => name);
    const [file] = of('file');
    if (file !== undefined) fail(`${file} exists but is not a directory`, { changed: false });
    return {
      exists: exists === '0',
      time,
      current: target === '' ? undefined : target,
      isLink: link === 'link',
      missing: of('missing'),
      newRelease: newRelease === 'whole' || newRelease === 'unfinished' ? newRelease : 'missing',
      unfinished: of('unfinished').map((name) => posix.join(releases, name)),
      whole: of('whole').map((name) => posix.join(releases, name)),
    };
  });
}

function readEntry(text: string): { readonly kind: string; readonly name: string } {
  const [kind = '', ...name] = text.split(' ');
  return { kind, name: name.join(' ') };
}

function factsOf(given: Args, now: Project) {
  const { releases, shared = null, current } = pathsOf(given);
  const release = given.release ?? (given.state === 'query' || given.state === 'present' ? now.time : null);
  return {
    project_path: given.path,
    current_path: current,
    releases_path: releases,
    shared_path: shared,
    previous_release: now.current === undefined ? null : posix.basename(now.current),
    previous_release_path: now.current ?? null,
    new_release: release,
    new_release_path: release === null ? null : posix.join(releases, release),
    unfinished_filename: given.unfinished_filename,
  };
}

function* makeDirectories({ path }: Args, { missing }: Project): Conversation<boolean> {
  if (missing.length === 0) return false;
  yield* runProgram({ what: 'make directories', after: path, run: sh`mkdir -p -- ${missing}` });
  return true;
}

/** The release is whole then, and the link leads to it: in one step, so that there is always one. */
function* putToUse(given: Args, now: Project): Conversation<boolean> {
  const { current, releases } = pathsOf(given);
  const release = posix.join(releases, given.release ?? '');
  if (now.newRelease === 'missing') fail(`the symlink target ${release} doesn't exists`, { changed: false });
  if (!now.isLink) fail(`${current} exists but is not a symbolic link`, { changed: false });
  if (now.current === release && now.newRelease === 'whole') return false;
  const link = `${current}.provision`;
  const run = sh`rm -f -- ${`${release}/${given.unfinished_filename}`} && ln -sfn -- ${release} ${link} && mv -fT -- ${link} ${current}`;
  yield* runProgram({ what: 'put release to use', before: now.current, after: release, run });
  return true;
}

/** Removes releases that are not whole, and old ones beyond those to keep; how many. The one in use stays. */
function* clean(given: Args, now: Project, inUse: string | null | undefined): Conversation<number> {
  const kept = new Set([inUse, now.current]);
  const old = now.whole.filter((path) => !kept.has(path)).slice(given.keep_releases);
  const unwanted = [...now.unfinished.filter((path) => !kept.has(path)), ...old];
  if (unwanted.length === 0) return 0;
  yield* runProgram({ what: 'remove releases', before: unwanted.join(', '), run: sh`rm -rf -- ${unwanted}` });
  return unwanted.length;
}
