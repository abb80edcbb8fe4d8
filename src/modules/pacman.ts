import { askAll, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { outputKeys, type OutputKeys } from '../module-kit/output.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { splitWords } from '../shell/split-words.js';
import { pacmanArguments, type PacmanArgs } from './pacman/arguments.js';

export const pacman = defineModule({
  name: 'community.general.pacman',
  summary: 'Install, upgrade and remove packages of Arch Linux.',
  args: pacmanArguments,
  rules: {
    mutuallyExclusive: [['name', 'upgrade']],
    requiredOneOf: [['name', 'update_cache', 'upgrade']],
  },
  examples: ['community.general.pacman: { name: [nginx, certbot], update_cache: true }'],

  *run(given): Conversation<Result> {
    const updated = given.update_cache === true ? yield* refresh(given) : {};
    if (given.upgrade === true) return { ...updated, ...(yield* upgradeAll(given)) };
    if (given.name === undefined) return { ...updated, msg: 'Updated package db' };
    const isAbsent = given.state === 'absent' || given.state === 'removed';
    const done = isAbsent ? yield* remove(given, given.name) : yield* install(given, given.name);
    return { ...updated, ...done, changed: done.changed };
  },
});

function* refresh(given: PacmanArgs): Conversation<Result> {
  const run = sh`${given.executable} --sync ${given.force ? ['--refresh', '--refresh'] : ['--refresh']} ${wordsOf(given.update_cache_extra_args)}`;
  yield* pacmanRun({
    what: 'refresh package index',
    run,
    counts: given.name === undefined,
    problem: 'could not update package db',
  });
  return { cache_updated: true };
}

function wordsOf(text: string): readonly string[] {
  return splitWords(text) ?? fail(`an unbalanced quote in ${text}`);
}

/** What pacman would do, a package a line; it changes nothing. */
function* planned(
  given: PacmanArgs,
  words: readonly string[],
  more: readonly string[] = [],
): Conversation<readonly string[]> {
  const script = sh`export LC_ALL=C; ${given.executable} ${words} --print-format '%n-%v' ${more}`;
  const [found] = yield* askAll([
    probe(script, ({ status, stdout, stderr }) => {
      if (status === 127) fail(`Failed to find required executable "${given.executable}" on the target`);
      const problem = stderr
        .toString()
        .split('\n')
        .filter((line) => /^error:/.test(line));
      if (status !== 0 && !/target not found/.test(problem.join('\n')) && problem.length > 0)
        fail(problem.join('\n'), { changed: false });
      if (status !== 0)
        fail(`Failed to list package(s): ${problem.join(' ').replace(/^error: /, '')}`, { changed: false });
      return stdout
        .toString()
        .split('\n')
        .filter((line) => /^\S+$/.test(line));
    }),
  ]);
  return found ?? [];
}

function* upgradeAll(given: PacmanArgs): Conversation<Result> {
  const extra = wordsOf(given.upgrade_extra_args);
  const packages = yield* planned(given, ['--sync', '--sysupgrade', '--print'], extra);
  if (packages.length === 0) return { changed: false, msg: 'Nothing to upgrade', packages: [] };
  const run = sh`${given.executable} --sync --sysupgrade --quiet --noconfirm ${extra}`;
  const keys = yield* pacmanRun({ what: 'upgrade', after: packages.join(', '), run, problem: 'Could not upgrade' });
  return {
    changed: true,
    msg: keys ? 'System upgraded' : `${packages.length} package(s) would be upgraded`,
    packages,
    ...keys,
  };
}

function* install(given: PacmanArgs, names: readonly string[]): Conversation<Result> {
  const known = yield* askAll(names.map((name) => isInstalled(given, name)));
  const wanted = given.state === 'latest' ? names : names.filter((_, index) => !known[index]);
  const isFile = (name: string): boolean => name.includes('://') || /\.pkg\.tar(\.\w+)?$/.test(name);
  let packages: string[] = [];
  let keys: OutputKeys | undefined;
  for (const [verb, part] of [
    ['--sync', wanted.filter((name) => !isFile(name))],
    ['--upgrade', wanted.filter(isFile)],
  ] as const) {
    if (part.length === 0) continue;
    const found = yield* planned(given, [verb, '--print', '--needed'], part);
    if (found.length === 0) continue;
    packages = [...packages, ...found];
    const run = sh`${given.executable} ${verb} --noconfirm --noprogressbar --needed ${wordsOf(given.extra_args)} ${part}`;
    keys = yield* pacmanRun({ what: 'install', after: found.join(', '), run, problem: 'Failed to install package(s)' });
  }
  const isReasoned = yield* setReason(given, names, known);
  const count = packages.length;
  if (count === 0 && !isReasoned) return { changed: false, msg: 'package(s) already installed', packages: [] };
  return {
    changed: true,
    msg: keys ? `Installed ${count} package(s)` : `Would have installed ${count} packages`,
    packages,
    ...keys,
  };
}

function isInstalled({ executable }: PacmanArgs, name: string) {
  return probe(
    sh`${executable} -Q -- ${name} >/dev/null 2>&1 || ${executable} -Qg -- ${name} >/dev/null 2>&1`,
    ({ status }) => status === 0,
  );
}

function* setReason(
  { reason, reason_for, executable }: PacmanArgs,
  names: readonly string[],
  known: readonly boolean[],
): Conversation<boolean> {
  if (reason === undefined) return false;
  const of = names.filter((_, index) => reason_for === 'all' || !known[index]);
  const others = reason === 'dependency' ? '-Qqe' : '-Qqd';
  const wrong = yield* askAll(
    of.map((name) => probe(sh`${executable} ${others} -- ${name} >/dev/null 2>&1`, ({ status }) => status === 0)),
  );
  const changing = of.filter((_, index) => wrong[index]);
  if (changing.length === 0) return false;
  const word = reason === 'dependency' ? '--asdeps' : '--asexplicit';
  yield* pacmanRun({
    what: 'reason',
    after: reason,
    run: sh`${executable} --database ${word} -- ${changing}`,
    problem: 'Failed to change the reason',
  });
  return true;
}

function* remove(given: PacmanArgs, names: readonly string[]): Conversation<Result> {
  const known = yield* askAll(names.map((name) => isInstalled(given, name)));
  const there = names.filter((_, index) => known[index]);
  if (there.length === 0) return { changed: false, msg: 'package(s) already absent', packages: [] };
  const options = [
    ...(given.remove_nosave ? ['--nosave'] : []),
    ...(given.force ? ['--nodeps', '--nodeps'] : []),
    ...wordsOf(given.extra_args),
  ];
  const packages = yield* planned(given, ['--remove', '--print', ...options], there);
  const run = sh`${given.executable} --remove --noconfirm --noprogressbar ${options} ${there}`;
  const keys = yield* pacmanRun({
    what: 'remove',
    before: packages.join(', '),
    run,
    problem: 'failed to remove package(s)',
  });
  const msg = keys ? `Removed ${packages.length} package(s)` : `Would have removed ${packages.length} packages`;
  return { changed: true, msg, packages, ...keys };
}

interface PacmanRun {
  readonly what: string;
  readonly before?: string;
  readonly after?: string;
  readonly run: ReturnType<typeof sh>;
  readonly counts?: boolean;
  /** How Ansible's message begins when it fails. */
  readonly problem: string;
}

function* pacmanRun({ problem, run, ...shown }: PacmanRun): Conversation<OutputKeys | undefined> {
  const outcome = yield* change({ ...shown, run: sh`export LC_ALL=C; ${run}`, mayFail: true, speaks: true });
  if (!outcome) return undefined;
  const keys = outputKeys(outcome, false);
  if (outcome.status !== 0) fail(`${problem}: ${keys.stderr.trim()}`, { changed: false, rc: outcome.status, ...keys });
  return keys;
}
