import {
  arg,
  askAll,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { apk as installed } from '../questions/other-packages.js';
import { probe } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';

const args = {
  name: arg.list(arg.string({ doc: '' }))({ doc: 'Packages, with a version (`nginx=1.26.2-r0`) or without.' }),
  state: arg.oneOf(
    'present',
    'absent',
    'latest',
    'installed',
    'removed',
  )({ default: 'present', doc: 'What should be of them.' }),
  available: arg.boolean({
    default: false,
    doc: 'While upgrading, replace or reset what the repositories no longer have.',
  }),
  update_cache: arg.boolean({ default: false, doc: 'Refresh the index first.' }),
  upgrade: arg.boolean({ default: false, doc: 'Upgrade everything.' }),
  no_cache: arg.boolean({ default: false, doc: 'Do not use a cache.' }),
  repository: arg.list(arg.string({ doc: '' }))({ doc: 'Repositories to use this time; apk takes no others then.' }),
  world: arg.string({ default: '/etc/apk/world', doc: 'The file of packages that are wanted explicitly.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const apk = defineModule({
  name: 'community.general.apk',
  summary: 'Install, upgrade and remove packages of Alpine.',
  args,
  rules: {
    requiredOneOf: [['name', 'update_cache', 'upgrade']],
    mutuallyExclusive: [
      ['name', 'upgrade'],
      ['no_cache', 'update_cache'],
    ],
  },
  examples: ['community.general.apk: { name: docker, update_cache: true }'],

  *run(given): Conversation<Result> {
    const names = (given.name ?? []).filter((name) => name !== '');
    if (given.upgrade) return yield* upgradeAll(given);
    if (given.update_cache)
      yield* apkRun({
        what: 'refresh package index',
        run: command(given, ['update']),
        names: [],
        counts: names.length === 0,
      });
    if (names.length === 0) return { changed: true, msg: 'updated repository indexes' };
    return given.state === 'absent' || given.state === 'removed'
      ? yield* remove(given, names)
      : yield* install(given, names);
  },
});

function command({ no_cache, repository }: Args, words: readonly string[]): Script {
  const repositories = (repository ?? []).flatMap((url) => ['--repository', url]);
  return sh`apk ${no_cache ? ['--no-cache'] : []} ${repositories.length > 0 ? ['--repositories-file', '/dev/null', ...repositories] : []} ${words}`;
}

/** Packages that a simulated command names with one of these words; the same command then does it. */
function* simulated(given: Args, words: readonly string[]): Conversation<readonly string[]> {
  const script = sh`export LC_ALL=C; ${command(given, [...words, '--simulate'])}`;
  const [found] = yield* askAll([
    probe(script, ({ status, stdout, stderr }) => {
      const text = stdout.toString();
      if (status === 127) fail('Failed to find required executable "apk" on the target');
      if (status !== 0)
        fail(`failed to work out what apk would do: ${stderr.toString().trim() || text.trim()}`, {
          changed: false,
          rc: status,
        });
      return packagesIn(text);
    }),
  ]);
  return found ?? [];
}

/** `(1/2) Installing musl (1.2.5-r0)` and its kin. */
export function packagesIn(text: string): string[] {
  return [
    ...text.matchAll(/^\(\d+\/\d+\) (?:Installing|Upgrading|Downgrading|Replacing|Reinstalling|Purging) (\S+) /gm),
  ].map(([, name = '']) => name);
}

function* upgradeAll(given: Args): Conversation<Result> {
  if (given.update_cache)
    yield* apkRun({ what: 'refresh package index', run: command(given, ['update']), names: [], counts: false });
  const words = ['upgrade', ...(given.available ? ['--available'] : [])];
  const packages = yield* simulated(given, words);
  if (packages.length === 0) return { changed: false, msg: 'packages already upgraded', packages: [] };
  const keys = yield* apkRun({ what: 'upgrade', run: command(given, words), names: packages });
  return { changed: true, msg: 'upgraded packages', packages, ...keys };
}

/** A virtual package stands for those it needs: they are what is upgraded. */
function* install(given: Args, names: readonly string[]): Conversation<Result> {
  const isThere = yield* askAll(names.map((name) => installed(name)));
  const isWanted = yield* askAll(names.map((name) => inWorld(given, name)));
  const missing = names.filter((_, index) => !isThere[index] || !isWanted[index]);
  const isLatest = given.state === 'latest';
  const wanted = isLatest ? names : missing;
  const words = ['add', ...(isLatest ? ['--upgrade'] : []), ...wanted];
  const packages = wanted.length === 0 ? [] : yield* simulated(given, words);
  if (packages.length === 0 && missing.length === 0)
    return { changed: false, msg: 'package(s) already installed', packages: [] };
  const keys = yield* apkRun({ what: 'install', run: command(given, words), names: wanted });
  return { changed: true, msg: `installed ${wanted.join(' ')} package(s)`, packages, ...keys };
}

/** Whether a package was asked for by name; one that came with others only goes with them. */
function inWorld({ world }: Args, name: string) {
  return probe(
    sh`sed 's/[<>=~@].*//' ${world} 2>/dev/null | grep -qxF -- ${name.replace(/[<>=~@].*$/, '')}`,
    ({ status }) => status === 0,
  );
}

function* remove(given: Args, names: readonly string[]): Conversation<Result> {
  const isThere = yield* askAll(names.map((name) => installed(name)));
  const there = names.filter((_, index) => isThere[index]);
  if (there.length === 0) return { changed: false, msg: 'package(s) already removed', packages: [] };
  const words = ['del', '--purge', ...there];
  const packages = yield* simulated(given, words);
  const keys = yield* apkRun({ what: 'remove', run: command(given, words), names: there });
  return { changed: true, msg: `removed ${there.join(' ')} package(s)`, packages, ...keys };
}

interface ApkRun {
  readonly what: string;
  readonly run: Script;
  readonly names: readonly string[];
  readonly counts?: boolean;
}

function* apkRun({ what, run, names, counts = true }: ApkRun): Conversation<Result> {
  const outcome = yield* change({
    what,
    after: names.join(', '),
    run: sh`export LC_ALL=C; ${run}`,
    counts,
    mayFail: true,
    speaks: true,
  });
  if (!outcome) return {};
  const keys = outputKeys(outcome, false);
  if (outcome.status !== 0)
    fail(`failed to ${what} ${names.join(' ')}`.trim(), { changed: false, rc: outcome.status, ...keys });
  return { rc: 0, ...keys };
}
