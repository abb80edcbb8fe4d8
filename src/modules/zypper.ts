import { askAll, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { splitWords } from '../shell/split-words.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { installed } from './dnf/installed.js';
import { zypperArguments, type ZypperArgs } from './zypper/arguments.js';
import { plainText } from './zypper/xml.js';

export const zypper = defineModule({
  name: 'community.general.zypper',
  summary: 'Install, upgrade and remove packages of SUSE.',
  args: zypperArguments,
  examples: ['community.general.zypper: { name: nginx, state: present, update_cache: true }'],

  *run(given): Conversation<Result> {
    const names = given.name.map((name) => name.trim()).filter((name) => name !== '');
    const said = { name: names, state: given.state, update_cache: given.update_cache };
    if (given.update_cache)
      yield* zypperRun(given, { what: 'refresh package index', words: ['refresh'], names: [], counts: false });
    const step = yield* stepFor(given, names);
    if (!step || !(yield* isNeeded(given, step))) return { ...said, changed: false, rc: 0 };
    const keys = yield* zypperRun(given, { ...step, counts: true });
    return { ...said, changed: true, rc: 0, ...keys };
  },
});

interface ZypperStep {
  readonly what: string;
  readonly words: readonly string[];
  readonly names: readonly string[];
}

function* stepFor(given: ZypperArgs, names: readonly string[]): Conversation<ZypperStep | undefined> {
  const isAbsent = given.state === 'absent' || given.state === 'removed';
  if (given.state === 'dist-upgrade') {
    if (names.some((name) => name !== '*')) fail('Can not dist-upgrade specific packages.');
    return {
      what: 'upgrade the distribution',
      words: [
        'dist-upgrade',
        ...installOptions(given),
        ...(given.allow_vendor_change ? ['--allow-vendor-change'] : []),
      ],
      names: [],
    };
  }
  if (names.includes('*')) {
    if (given.state !== 'latest') fail('Can not remove or install patterns: * needs state=latest.');
    return {
      what: 'upgrade',
      words: [...(given.type === 'patch' ? ['patch'] : ['update', '--type', given.type]), ...installOptions(given)],
      names: [],
    };
  }
  const wanted = yield* unsatisfied(given, names, isAbsent);
  if (wanted.length === 0) return undefined;
  if (isAbsent)
    return {
      what: 'remove',
      words: ['remove', '--type', given.type, ...(given.clean_deps ? ['--clean-deps'] : [])],
      names: wanted,
    };
  const isVersioned = wanted.some((name) => /[<>=]/.test(name));
  return {
    what: 'install',
    words: ['install', '--type', given.type, ...installOptions(given, isVersioned)],
    // The sign says that a name is to be there, whatever it begins with.
    names: wanted.map((name) => (/^[/+]|:\/\/|\.rpm$/.test(name) ? name : `+${name}`)),
  };
}

/** The names that are not as wanted, as far as rpm knows; of all else zypper must be asked. */
function* unsatisfied(given: ZypperArgs, names: readonly string[], isAbsent: boolean): Conversation<readonly string[]> {
  if (given.type !== 'package' || (given.state === 'latest' && !isAbsent) || given.force) return names;
  const spaced = names.map((name) => name.replace(/\s*(<=|>=|=|<|>)\s*/, ' $1 '));
  const known = yield* askAll(spaced.map((name) => installed({ name, root: '/' })));
  return names.filter((_, index) => known[index]?.isThere === isAbsent);
}

function installOptions(given: ZypperArgs, isVersioned = false): string[] {
  return [
    '--auto-agree-with-licenses',
    ...(given.disable_recommends ? ['--no-recommends'] : []),
    ...(given.force ? ['--force'] : []),
    ...(given.force_resolution ? ['--force-resolution'] : []),
    ...(given.oldpackage || isVersioned ? ['--oldpackage'] : []),
    ...(given.replacefiles ? ['--replacefiles'] : []),
  ];
}

function commandOf(given: ZypperArgs, { words, names }: ZypperStep, more: readonly string[]) {
  const globals = [
    '--non-interactive',
    '--xmlout',
    ...(given.quiet ? ['--quiet'] : []),
    ...(given.disable_gpg_check ? ['--no-gpg-checks'] : []),
    ...(given.auto_import_keys ? ['--gpg-auto-import-keys'] : []),
    ...extraWords(given.extra_args_precommand),
  ];
  return [
    'zypper',
    ...globals,
    ...words,
    ...more,
    ...extraWords(given.extra_args),
    ...(names.length > 0 ? ['--', ...names] : []),
  ];
}

function extraWords(text: string | undefined): readonly string[] {
  return text === undefined ? [] : (splitWords(text) ?? fail(`an unbalanced quote in ${text}`));
}

/** Whether zypper would change anything; it changes nothing. */
function* isNeeded(given: ZypperArgs, step: ZypperStep): Conversation<boolean> {
  const script = sh`export LC_ALL=C; ${commandOf(given, step, ['--dry-run'])}`;
  const [isChange] = yield* askAll([
    probe(script, (outcome) => {
      if (outcome.status === 127) fail('Failed to find required executable "zypper" on the target');
      if (isFailure(outcome.status, given)) failZypper(outcome);
      return outcome.stdout.toString().includes('<solvable ');
    }),
  ]);
  return isChange === true;
}

/** 102 and 103 ask for a restart, 106 tells of a repository that was left out, 107 of a script that failed. */
function isFailure(status: number, { skip_post_errors }: ZypperArgs): boolean {
  return status !== 0 && ![100, 101, 102, 103, 106].includes(status) && !(status === 107 && skip_post_errors);
}

function* zypperRun(
  given: ZypperArgs,
  { what, words, names, counts }: ZypperStep & { readonly counts: boolean },
): Conversation<Result> {
  const command = commandOf(given, { what, words, names }, []);
  const outcome = yield* change({
    what,
    after: names.join(', '),
    run: sh`export LC_ALL=C; ${command}`,
    counts,
    mayFail: true,
  });
  if (!outcome) return {};
  if (isFailure(outcome.status, given)) failZypper(outcome);
  return { cmd: command, ...outputKeys(outcome, false), rc: outcome.status };
}

function failZypper(outcome: { readonly status: number; readonly stdout: Buffer; readonly stderr: Buffer }): never {
  const keys = outputKeys(outcome, false);
  const messages = [...keys.stdout.matchAll(/<message type="error">([\s\S]*?)<\/message>/g)].map(([, text = '']) =>
    plainText(text.trim()),
  );
  const msg = messages.join('\n') || `Zypper run command failed with return code ${outcome.status}.`;
  return fail(msg, { changed: false, rc: outcome.status, ...keys });
}
