import { askAll, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { rawShell, sh, type Script } from '../shell/script.js';
import { dnfArguments, dnfOptions, type DnfArgs } from './dnf/arguments.js';
import { installed } from './dnf/installed.js';
import { listPackages } from './dnf/list.js';
import { changesSince, rpmList } from './dnf/changes.js';
import { readTransaction, type Transaction } from './dnf/transaction.js';

export const dnf = defineModule({
  name: 'ansible.builtin.dnf',
  aliases: ['ansible.builtin.yum', 'ansible.builtin.dnf5'],
  summary: 'Install, upgrade and remove packages with dnf, or with yum where there is no dnf.',
  args: dnfArguments,
  rules: {
    mutuallyExclusive: [
      ['name', 'list'],
      ['autoremove', 'list'],
      ['best', 'nobest'],
    ],
  },
  examples: [
    'dnf: { name: [docker-ce, containerd.io], state: present }',
    'dnf: { name: "*", state: latest, security: true }',
  ],

  *run(given): Conversation<Result> {
    if (given.autoremove && given.state !== undefined && given.state !== 'absent' && given.state !== 'removed')
      fail('Autoremove should be used alone or with state=absent', { results: [] });
    const dnf = programOf(given);
    const program = sh`${dnf} ${dnfOptions(given)}`;
    if (given.update_cache) yield* refresh(program);
    if (given.list !== undefined) return yield* listPackages(program, given.list);
    const names = given.name.map((name) => name.trim()).filter((name) => name !== '');
    if (names.length === 0 && !given.autoremove)
      return { msg: given.update_cache ? 'Cache updated' : 'Nothing to do', results: [], rc: 0, changed: false };
    const steps = yield* stepsFor(given, names);
    return yield* carryOut(program, given, steps);
  },
});

/** The program that is asked for, else the first one that is there. */
function programOf({ use_backend }: DnfArgs): Script {
  const names = {
    auto: 'dnf dnf5 microdnf yum',
    dnf: 'dnf',
    dnf4: 'dnf-3 dnf',
    dnf5: 'dnf5',
    yum: 'yum',
    yum4: 'dnf-3 dnf',
  };
  return rawShell(`$(for name in ${names[use_backend]}; do command -v "$name" && break; done || echo false)`);
}

function* refresh(program: Script): Conversation<void> {
  const outcome = yield* change({
    what: 'refresh package index',
    run: sh`${program} -q makecache`,
    counts: false,
    mayFail: true,
  });
  if (outcome && outcome.status !== 0)
    fail(`cannot fetch the package index: ${outcome.stderr.toString().trim()}`, { rc: outcome.status, results: [] });
}

/** One command of dnf, and what it is for. */
interface DnfStep {
  readonly verb: 'install' | 'upgrade' | 'remove' | 'autoremove';
  readonly names: readonly string[];
}

interface Steps {
  readonly steps: readonly DnfStep[];
  /** What Ansible tells of names for which there is nothing to do. */
  readonly notes: readonly string[];
}

function* stepsFor(given: DnfArgs, names: readonly string[]): Conversation<Steps> {
  const known = yield* askAll(names.filter(isName).map((name) => installed({ name, root: given.installroot })));
  const answers = new Map(names.filter(isName).map((name, index) => [name, known[index]]));
  const isThere = (name: string): boolean => answers.get(name)?.isThere === true;
  if (given.autoremove || given.state === 'absent' || given.state === 'removed') {
    const there = names.filter((name) => !isName(name) || isThere(name));
    const verb = given.autoremove ? 'autoremove' : 'remove';
    const notes = names
      .filter((name) => isName(name) && !isThere(name))
      .map((name) => `No match for argument: ${name}`);
    return { steps: some(verb, there, given.autoremove && names.length === 0), notes };
  }
  const isKept = (name: string): boolean =>
    isThere(name) || (answers.get(name)?.isOlder === true && !given.allow_downgrade);
  const missing = names.filter((name) => name !== '*' && !isKept(name));
  // Ansible tells so of files, whether they were installed before or not.
  const notes = missing.filter((name) => !isName(name) && !name.startsWith('@')).map((name) => `Installed ${name}`);
  if (given.state !== 'latest') return { steps: some('install', missing), notes };
  const old = names.filter((name) => name === '*' || isKept(name));
  const upgrades = some('upgrade', old.includes('*') ? [] : old, old.includes('*'));
  if (!given.update_only) return { steps: [...some('install', missing), ...upgrades], notes };
  return {
    steps: upgrades,
    notes: missing.map((name) => `Packages providing ${name} not installed due to update_only specified`),
  };
}

/** Of groups, files and addresses only dnf knows whether they are there. */
function isName(name: string): boolean {
  return !name.startsWith('@') && !name.includes('://') && !name.endsWith('.rpm') && name !== '*';
}

function some(verb: DnfStep['verb'], names: readonly string[], isEvenWithout = false): DnfStep[] {
  return names.length > 0 || isEvenWithout ? [{ verb, names }] : [];
}

function* carryOut(program: Script, given: DnfArgs, { steps, notes }: Steps): Conversation<Result> {
  const results: string[] = [...notes];
  let changed = false;
  let isRehearsed = false;
  for (const step of steps) {
    const planned = yield* plan(program, step);
    const isFor = (list: readonly string[]): boolean => list.length > 0;
    if (!isFor(planned.installs) && !isFor(planned.removes) && !isFor(planned.replaces)) continue;
    changed = true;
    const made = yield* make(program, given, step);
    isRehearsed ||= made === undefined;
    if (given.download_only) results.push(...planned.installs.map((name) => `Downloaded: ${name}`));
    else results.push(...(made ?? toldOf(planned)));
  }
  if (!changed) return { msg: 'Nothing to do', results, rc: 0, changed };
  const msg = isRehearsed ? 'Check mode: No changes made, but would have if not in check mode' : '';
  return { msg, results, rc: 0, changed };
}

function toldOf({ installs, replaces, removes }: Transaction): readonly string[] {
  const sorted = (names: readonly string[]): readonly string[] => [...names].sort();
  return [
    ...sorted([...installs, ...replaces]).map((name) => `Installed: ${name}`),
    ...sorted(removes).map((name) => `Removed: ${name}`),
  ];
}

/** Lets dnf work out what it would do; it changes nothing. */
function* plan(program: Script, { verb, names }: DnfStep): Conversation<Transaction> {
  const script = sh`export LC_ALL=C; ${program} --assumeno ${verb} ${names}`;
  const [found] = yield* askAll([
    probe(script, ({ status, stdout, stderr }) => {
      if (status === 127 || stdout.length + stderr.length === 0) fail('the target has neither dnf nor yum');
      return readTransaction(stdout.toString(), stderr.toString());
    }),
  ]);
  if (!found) fail('dnf said nothing');
  const { unknown, problem } = found;
  const unread = found.unread.at(0);
  if (unread !== undefined)
    fail(`Error occurred attempting remote rpm operation: Could not open: ${unread}`, { rc: 1, results: [] });
  if (verb === 'install' && problem?.startsWith('There are no enabled repositories')) refuseUnknown(names, []);
  if (verb === 'install' && unknown.length > 0) refuseUnknown(unknown, names);
  if (problem !== undefined && !/^No packages marked/.test(problem))
    fail(/^ *Problem/.test(problem) ? `Depsolve Error occurred: \n${problem}` : problem, {
      failures: [],
      rc: 1,
      results: [],
    });
  return found;
}

function refuseUnknown(unknown: readonly string[], names: readonly string[]): never {
  const group = unknown.find((name) => names.includes(`@${name}`));
  if (group !== undefined) fail(`No group ${group} available.`, { results: [] });
  const failures = [...new Set(unknown)].map((name) => `No package ${name} available.`);
  return fail('Failed to install some of the specified packages', { failures, rc: 1, results: [] });
}

/** What changed, by the lists of rpm before and after; `undefined` in check mode. */
function* make(program: Script, given: DnfArgs, { verb, names }: DnfStep): Conversation<readonly string[] | undefined> {
  const list = rpmList(given.installroot);
  const run = sh`export LC_ALL=C; ${list}; echo =; ${program} -y ${verb} ${names} >&2; result=$?; ${list}; exit $result`;
  const side = verb === 'remove' || verb === 'autoremove' ? { before: names.join(', ') } : { after: names.join(', ') };
  const outcome = yield* change({ what: verb, ...side, run, mayFail: true, speaks: true });
  if (!outcome) return undefined;
  if (outcome.status !== 0) fail(reasonOf(outcome.stderr.toString()), { rc: 1, results: [], failures: [] });
  return changesSince(outcome.stdout.toString());
}

function reasonOf(output: string): string {
  const lines = output.trim().split('\n');
  const error = lines.findIndex((line) => /^Error/i.test(line));
  return (error < 0 ? lines.slice(-3) : lines.slice(error)).join('\n');
}
