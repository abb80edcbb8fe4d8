import { ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import type { Script } from '../shell/script.js';
import type { Outcome } from '../transport/connection.js';
import { gitArguments, gitEnvironment, type GitArgs } from './git/arguments.js';
import { archiveScript, cloneScript, updateScript } from './git/scripts.js';
import { checkoutAt, remoteHead, type Checkout } from './git/state.js';

export const git = defineModule({
  name: 'ansible.builtin.git',
  summary: 'Clone a git repository and keep it at a version.',
  args: gitArguments,
  rules: {
    mutuallyExclusive: [
      ['separate_git_dir', 'bare'],
      ['accept_hostkey', 'accept_newhostkey'],
    ],
    requiredBy: { archive_prefix: ['archive'] },
  },
  examples: [
    'git: { repo: "https://github.com/thanos-io/thanos.git", dest: /usr/src/thanos, version: v0.34.0 }',
    'git: { repo: "git@example.org:site.git", dest: /srv/site, depth: 1, accept_newhostkey: true, key_file: /root/.ssh/deploy }',
  ],

  *run(args): Conversation<Result> {
    const { dest } = args;
    if (dest === undefined) return yield* withoutCheckout(args);
    const { now } = yield* ask({ now: checkoutAt(dest, args) });
    const done = now.isRepository ? yield* update(args, dest, now) : yield* clone(args, dest);
    return args.archive === undefined ? done : yield* archive(args, dest, done);
  },
});

function* withoutCheckout(args: GitArgs): Conversation<Result> {
  if (args.clone) fail('the destination directory must be specified unless clone=no');
  const { after } = yield* ask({ after: remoteHead(args) });
  return { changed: true, before: null, after: after ?? null };
}

function* clone(args: GitArgs, dest: string): Conversation<Result> {
  if (!args.clone) return yield* withoutCheckout(args);
  const outcome = yield* run(args, { what: 'clone', after: args.repo, script: cloneScript(args, dest) });
  if (!outcome) return { ...(yield* withoutCheckout({ ...args, clone: false })), before: null };
  const { now } = yield* ask({ now: checkoutAt(dest, args) });
  return { changed: true, before: null, after: now.head ?? null, remote_url_changed: false };
}

function* update(args: GitArgs, dest: string, before: Checkout): Conversation<Result> {
  if (!args.update)
    return { changed: false, before: before.head ?? null, after: before.head ?? null, remote_url_changed: false };
  const moves = args.separate_git_dir !== undefined && args.separate_git_dir !== before.gitDirectory;
  if (before.isModified && !args.force)
    fail(`Local modifications exist in the destination: ${dest} (force=no).`, { before: before.head });
  const urlChanged = before.url !== undefined && before.url !== args.repo;
  const known = { before: before.head ?? null, remote_url_changed: urlChanged };
  const outcome = yield* run(args, {
    what: 'update',
    after: args.version,
    script: updateScript(args, dest, before.url),
  });
  const isOther = before.isModified || urlChanged || moves;
  if (!outcome) {
    const { after } = yield* ask({ after: remoteHead(args) });
    return { ...known, after: after ?? null, changed: isOther || after !== before.head };
  }
  const { now } = yield* ask({ now: checkoutAt(dest, args) });
  const submodulesChanged = outcome.stdout.toString().includes('submodules changed');
  return {
    ...known,
    after: now.head ?? null,
    changed: isOther || submodulesChanged || now.head !== before.head,
    ...(submodulesChanged ? { submodules_changed: true } : {}),
    ...(moves ? { git_dir_before: before.gitDirectory, git_dir_now: args.separate_git_dir } : {}),
  };
}

const formats = ['zip', 'tar.gz', 'tar', 'tgz'];

function* archive(args: GitArgs, dest: string, done: Result): Conversation<Result> {
  const { archive: path = '' } = args;
  const format = formats.find((name) => path.endsWith(`.${name}`));
  if (format === undefined)
    fail(`Unable to get file extension from archive file name: ${path}: it must end with .${formats.join(', .')}`);
  const outcome = yield* run(args, { what: 'archive', after: path, script: archiveScript(args, dest, path, format) });
  const isNew = outcome?.stdout.toString().includes('changed') ?? false;
  return { ...done, archive: path, changed: done.changed === true || isNew };
}

interface Running {
  readonly what: string;
  readonly after: string;
  readonly script: Script;
}

/** Whether something changed shows only afterwards, so what is run counts as nothing by itself. */
function* run(args: GitArgs, { what, after, script }: Running): Conversation<Outcome | undefined> {
  const environment = gitEnvironment(args);
  const outcome = yield* change({ what, after, run: script, environment, counts: false, mayFail: true, speaks: true });
  if (outcome && outcome.status !== 0) {
    const stderr = outcome.stderr.toString();
    fail(stderr.trim() || `git ended with ${outcome.status}`, {
      rc: outcome.status,
      stderr,
      stdout: outcome.stdout.toString(),
    });
  }
  return outcome;
}
