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
import { outputKeys } from '../module-kit/output.js';
import { probe, type Question } from '../questions/question.js';
import { attach, sh, type Script } from '../shell/script.js';
import { quote } from '../shell/quote.js';

const args = {
  repo: arg.string({ required: true, aliases: ['name', 'repository'], doc: 'Address of the repository.' }),
  dest: arg.path({ doc: 'Directory of the working copy or export.' }),
  revision: arg.string({ default: 'HEAD', aliases: ['rev', 'version'], doc: 'The revision.' }),
  force: arg.boolean({ default: false, doc: 'Drop local changes; export over what is there.' }),
  in_place: arg.boolean({ default: false, doc: 'Check out into a directory that is there and is no working copy.' }),
  username: arg.string({ doc: 'User of the repository.' }),
  password: arg.string({ secret: true, doc: 'Its password.' }),
  executable: arg.path({ doc: 'The svn to run.' }),
  checkout: arg.boolean({ default: true, doc: 'Check out when there is no working copy.' }),
  update: arg.boolean({ default: true, doc: 'Update a working copy that is there.' }),
  export: arg.boolean({ default: false, doc: 'Export instead of checking out.' }),
  switch: arg.boolean({ default: true, doc: 'Switch a working copy of another address.' }),
  validate_certs: arg.boolean({ default: false, doc: "Whether the server's certificate must be valid." }),
} as const;

type Args = ValuesOf<typeof args>;

export const subversion = defineModule({
  name: 'ansible.builtin.subversion',
  summary: 'Check out, update or export a Subversion repository.',
  args,
  examples: ['subversion: { repo: "https://svn.example.org/app/trunk", dest: /srv/app }'],

  *run(given): Conversation<Result> {
    const { dest, checkout, update } = given;
    if (dest === undefined) {
      if (checkout || update || given.export)
        fail('the destination directory must be specified unless checkout=no, update=no, and export=no');
      return { changed: false, after: (yield* ask({ remote: remoteRevision(given) })).remote };
    }
    const { now } = yield* ask({ now: workingCopy(given, dest) });
    if (given.export || now.kind === 'absent') return yield* create(given, dest);
    if (now.kind === 'working copy') return update ? yield* bringUp(given, dest, now) : { changed: false };
    if (!given.in_place) fail(`ERROR: ${dest} folder already exists, but its not a subversion repository.`);
    yield* runSvn(given, 'check out', ['checkout', '--force', '-r', given.revision, given.repo, dest]);
    if (given.force) yield* runSvn(given, 'revert', ['revert', '-R', dest]);
    return { changed: true, before: null, after: yield* revisionAfter(given, dest) };
  },
});

function* create(given: Args, dest: string): Conversation<Result> {
  const { repo, revision, force } = given;
  if (given.export) {
    yield* runSvn(given, 'export', ['export', ...(force ? ['--force'] : []), '-r', revision, repo, dest]);
    return { changed: true };
  }
  if (!given.checkout)
    return given.update
      ? { changed: false }
      : { changed: false, after: (yield* ask({ remote: remoteRevision(given) })).remote };
  yield* runSvn(given, 'check out', ['checkout', '-r', revision, repo, dest]);
  return { changed: true, before: null, after: yield* revisionAfter(given, dest) };
}

function* bringUp(
  given: Args,
  dest: string,
  now: WorkingCopy & { readonly kind: 'working copy' },
): Conversation<Result> {
  const { repo, revision, force } = given;
  if (now.isModified && !force) fail('ERROR: modified files exist in the repository.');
  const before = now.revision;
  const { remote } = yield* ask({ remote: remoteRevision(given) });
  const isOther = given.switch && before[1] !== `URL: ${repo.replace(/\/$/, '')}`;
  if (!now.isModified && !isOther && remote === before[0]) return { changed: false, before, after: before };
  if (now.isModified) yield* runSvn(given, 'revert', ['revert', '-R', dest]);
  const isMade = given.switch
    ? yield* runSvn(given, 'switch', ['switch', '--revision', revision, repo, dest])
    : yield* runSvn(given, 'update', ['update', '-r', revision, dest]);
  const after = isMade ? yield* revisionAfter(given, dest) : [remote ?? '', before[1] ?? ''];
  return { changed: true, before, after };
}

function baseOf({ executable, validate_certs, username, password }: Args): string[] {
  return [
    executable ?? 'svn',
    '--non-interactive',
    '--no-auth-cache',
    ...(validate_certs ? [] : ['--trust-server-cert']),
    ...(username === undefined ? [] : ['--username', username]),
    ...(password === undefined ? [] : ['--password-from-stdin']),
  ];
}

/** svn with the task's options; a password comes on its standard input. */
function svn(given: Args, words: readonly string[]): Script {
  const command = sh`LC_ALL=C ${baseOf(given)} ${words}`;
  return given.password === undefined ? command : sh`${command} <${attach(given.password)}`;
}

/** Whether it was run: not in a check run. */
function* runSvn(given: Args, what: string, words: readonly string[]): Conversation<boolean> {
  const outcome = yield* change({ what, after: given.repo, run: svn(given, words), mayFail: true, speaks: true });
  if (!outcome || outcome.status === 0) return outcome !== undefined;
  const keys = outputKeys(outcome, false);
  const cmd = [...baseOf(given), ...words].map(quote).join(' ');
  return fail(keys.stderr.trim() || keys.stdout.trim(), { changed: false, cmd, rc: outcome.status, ...keys });
}

type WorkingCopy =
  | { readonly kind: 'absent' | 'other' }
  | { readonly kind: 'working copy'; readonly revision: readonly string[]; readonly isModified: boolean };

function workingCopy(given: Args, dest: string): Question<WorkingCopy> {
  const script = sh`command -v ${given.executable ?? 'svn'} >/dev/null || exit 99
[ -e ${dest} ] || exit 98
LC_ALL=C ${given.executable ?? 'svn'} info -- ${dest} 2>/dev/null || exit 97
echo =; LC_ALL=C ${given.executable ?? 'svn'} status --quiet --ignore-externals -- ${dest}`;
  return probe(script, ({ status, stdout }) => {
    if (status === 99) fail('Failed to find required executable "svn": install subversion on the target');
    if (status === 98 || status === 97) return { kind: status === 98 ? 'absent' : 'other' };
    const [info = '', changes = ''] = stdout.toString().split(/^=$/m);
    return { kind: 'working copy', revision: linesOf(info), isModified: /^[^?\s]/m.test(changes) };
  });
}

/** The lines of `svn info` that tell the revision and the address. */
function linesOf(info: string): string[] {
  return [/^Revision: \d+/m, /^URL: .*/m].flatMap((line) => line.exec(info)?.[0] ?? []);
}

function remoteRevision(given: Args): Question<string | undefined> {
  return probe(svn(given, ['info', '-r', given.revision, given.repo]), ({ stdout }) => linesOf(stdout.toString())[0]);
}

/** `undefined` in a check run, where nothing was made. */
function* revisionAfter(given: Args, dest: string): Conversation<readonly string[] | undefined> {
  const { now } = yield* ask({ now: workingCopy(given, dest) });
  return now.kind === 'working copy' ? now.revision : undefined;
}
