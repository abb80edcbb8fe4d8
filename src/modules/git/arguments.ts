import { arg, type ValuesOf } from '../../module-kit/index.js';

const flag = (otherwise: boolean, doc: string) => arg.boolean({ default: otherwise, doc });

export const gitArguments = {
  repo: arg.string({ required: true, aliases: ['name'], doc: 'Address of the repository.' }),
  dest: arg.path({ doc: 'Where it goes; needed unless clone is false.' }),
  version: arg.string({ default: 'HEAD', doc: 'A branch, a tag, a commit, or HEAD.' }),
  remote: arg.string({ default: 'origin', doc: 'Name of the remote.' }),
  refspec: arg.string({ doc: 'What else to fetch.' }),
  force: flag(false, 'Throw changed files away.'),
  depth: arg.integer({ doc: 'How many commits of the history to fetch.' }),
  clone: flag(true, 'Whether to clone what is not there.'),
  update: flag(true, 'Whether to fetch what is new.'),
  bare: flag(false, 'A repository without a working tree.'),
  recursive: flag(true, 'With submodules.'),
  single_branch: flag(false, 'Only the history of the version.'),
  track_submodules: flag(false, 'Submodules at the end of their branches.'),
  reference: arg.string({ doc: 'Repository of the target to take objects from.' }),
  separate_git_dir: arg.path({ doc: 'Where the repository itself goes.' }),
  archive: arg.path({ doc: 'Archive to make of the tree: .zip, .tar, .tar.gz or .tgz.' }),
  archive_prefix: arg.string({ doc: 'In front of each path of the archive.' }),
  verify_commit: flag(false, 'Refuse versions without a signature of a known key.'),
  gpg_allowlist: arg.list(arg.string({ doc: '' }))({
    default: [],
    aliases: ['gpg_whitelist'],
    doc: 'Fingerprints of the only keys that may have signed.',
  }),
  accept_hostkey: flag(false, 'Do not check host keys.'),
  accept_newhostkey: flag(false, 'Accept host keys that are not known yet.'),
  key_file: arg.path({ doc: 'Private key of the target for SSH.' }),
  ssh_opts: arg.string({ doc: 'Options of ssh.' }),
  executable: arg.path({ doc: 'The git to run.' }),
  umask: arg.raw({ doc: 'Umask for what is written.' }),
} as const;

export type GitArgs = ValuesOf<typeof gitArguments>;

/** How git reaches servers: never with a question that nobody would answer. */
export function gitEnvironment(args: GitArgs): Readonly<Record<string, string>> {
  const options = [
    ...(args.key_file === undefined ? [] : ['-i', quoted(args.key_file), '-o', 'IdentitiesOnly=yes']),
    ...(args.accept_hostkey ? ['-o', 'StrictHostKeyChecking=no'] : []),
    ...(args.accept_newhostkey && !args.accept_hostkey ? ['-o', 'StrictHostKeyChecking=accept-new'] : []),
    ...(args.ssh_opts === undefined ? [] : [args.ssh_opts]),
  ];
  const command = ['ssh', '-o', 'BatchMode=yes', ...options].join(' ');
  return { GIT_TERMINAL_PROMPT: '0', GIT_SSH_COMMAND: command, LC_ALL: 'C.UTF-8' };
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}
