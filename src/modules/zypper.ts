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
import { splitWords } from '../shell/split-words.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';
import { installed } from './dnf/installed.js';

const flag = (doc: string) => arg.boolean({ default: false, doc });

const args = {
  name: arg.list(arg.string({ doc: '' }))({
    required: true,
    aliases: ['pkg'],
    doc: 'Packages, with versions (`foo>=1.0`) or without, files, URLs; `*` with state=latest is everything.',
  }),
  state: arg.oneOf(
    'present',
    'latest',
    'absent',
    'dist-upgrade',
    'installed',
    'removed',
  )({ default: 'present', doc: 'What should be of them.' }),
  type: arg.oneOf(
    'package',
    'patch',
    'pattern',
    'product',
    'srcpackage',
    'application',
  )({ default: 'package', doc: 'What the names are of.' }),
  update_cache: arg.boolean({ default: false, aliases: ['refresh'], doc: 'Fetch the index first.' }),
  extra_args: arg.string({ doc: 'More words behind the command.' }),
  extra_args_precommand: arg.string({ doc: 'More words before the command.' }),
  disable_gpg_check: flag('Do not check signatures.'),
  disable_recommends: arg.boolean({ default: true, doc: 'Do not install what is only recommended.' }),
  auto_import_keys: flag('Trust the keys of repositories.'),
  allow_vendor_change: flag('Let packages come from another vendor, with state=dist-upgrade.'),
  clean_deps: flag('Remove what was needed by what is removed only.'),
  force: flag('Install over what is there, older versions too.'),
  force_resolution: flag('Let zypper choose how conflicts are solved.'),
  oldpackage: flag('Let an older version replace a newer one.'),
  replacefiles: flag('Let packages replace files of others.'),
  quiet: arg.boolean({ default: true, doc: 'Say little.' }),
  simple_errors: flag('Tell only the messages of a failure.'),
  skip_post_errors: flag('A script of a package that fails is no failure.'),
} as const;

type Args = ValuesOf<typeof args>;

export const zypper = defineModule({
  name: 'community.general.zypper',
  summary: 'Install, upgrade and remove packages of SUSE.',
  args,
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

function* stepFor(given: Args, names: readonly string[]): Conversation<ZypperStep | undefined> {
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
      words: [given.type === 'patch' ? 'patch' : 'update', ...installOptions(given)],
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
  return { what: 'install', words: ['install', '--type', given.type, ...installOptions(given)], names: wanted };
}

/** The names that are not as wanted, as far as rpm knows; of all else zypper must be asked. */
function* unsatisfied(given: Args, names: readonly string[], isAbsent: boolean): Conversation<readonly string[]> {
  if (given.type !== 'package' || (given.state === 'latest' && !isAbsent) || given.force) return names;
  const spaced = names.map((name) => name.replace(/\s*(<=|>=|=|<|>)\s*/, ' $1 '));
  const known = yield* askAll(spaced.map((name) => installed({ name, root: '/' })));
  return names.filter((_, index) => known[index]?.isThere === isAbsent);
}

function installOptions(given: Args): string[] {
  return [
    '--auto-agree-with-licenses',
    ...(given.disable_recommends ? ['--no-recommends'] : []),
    ...(given.force ? ['--force'] : []),
    ...(given.force_resolution ? ['--force-resolution'] : []),
    ...(given.oldpackage ? ['--oldpackage'] : []),
    ...(given.replacefiles ? ['--replacefiles'] : []),
  ];
}

function commandOf(given: Args, { words, names }: ZypperStep, more: readonly string[]) {
  const globals = [
    ...(given.quiet ? ['--quiet'] : []),
    '--non-interactive',
    '--xmlout',
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
function* isNeeded(given: Args, step: ZypperStep): Conversation<boolean> {
  const script = sh`export LC_ALL=C; ${commandOf(given, step, ['--dry-run'])}`;
  const [isChange] = yield* askAll([
    probe(script, (outcome) => {
      if (outcome.status === 127) fail('Failed to find required executable "zypper" on the target');
      if (isFailure(outcome.status, given)) failZypper(given, outcome);
      return outcome.stdout.toString().includes('<solvable ');
    }),
  ]);
  return isChange === true;
}

/** 102 and 103 ask for a restart, 106 tells of a repository that was left out, 107 of a script that failed. */
function isFailure(status: number, { skip_post_errors }: Args): boolean {
  return status !== 0 && ![100, 101, 102, 103, 106].includes(status) && !(status === 107 && skip_post_errors);
}

function* zypperRun(
  given: Args,
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
  if (isFailure(outcome.status, given)) failZypper(given, outcome);
  return { cmd: command, ...outputKeys(outcome, false), rc: outcome.status };
}

function failZypper(
  given: Args,
  outcome: { readonly status: number; readonly stdout: Buffer; readonly stderr: Buffer },
): never {
  const keys = outputKeys(outcome, false);
  const messages = [...keys.stdout.matchAll(/<message type="error">([\s\S]*?)<\/message>/g)].map(([, text = '']) =>
    text.trim(),
  );
  const msg =
    given.simple_errors && messages.length > 0
      ? messages.join('\n')
      : `Zypper run command failed with return code ${outcome.status}.`;
  return fail(msg, { changed: false, rc: outcome.status, ...keys });
}
