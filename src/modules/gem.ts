import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  flag,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { outputKeys } from '../module-kit/output.js';
import { probe } from '../questions/question.js';
import { rawShell, sh, type Script } from '../shell/script.js';
import type { Outcome } from '../transport/connection.js';

const args = {
  name: arg.string({ required: true, doc: 'The gem.' }),
  state: arg.oneOf('present', 'absent', 'latest')({ default: 'present', doc: 'What should be of it.' }),
  version: arg.string({ doc: 'Its version.' }),
  gem_source: arg.path({ doc: 'A file of the target to install it from.' }),
  include_dependencies: arg.boolean({ default: true, doc: 'Install what it needs.' }),
  repository: arg.string({ aliases: ['source'], doc: 'Where gems come from.' }),
  user_install: arg.boolean({ default: true, doc: 'Install it for the user, not for all.' }),
  executable: arg.path({ doc: 'The gem program to run; may have words before it.' }),
  install_dir: arg.path({ doc: 'A directory of its own, with user_install=false.' }),
  bindir: arg.path({ doc: 'Directory for programs.' }),
  norc: arg.boolean({ default: true, doc: 'Read no .gemrc.' }),
  env_shebang: flag('Let programs begin with /usr/bin/env.'),
  pre_release: flag('Allow versions that are not released.'),
  include_doc: flag('Install the documentation.'),
  build_flags: arg.string({ doc: 'Words for what is compiled.' }),
  force: flag('Install or remove whatever depends on it.'),
} as const;

type Args = ValuesOf<typeof args>;

export const gem = defineModule({
  name: 'community.general.gem',
  summary: 'Install and remove gems of Ruby.',
  args,
  rules: {
    mutuallyExclusive: [
      ['gem_source', 'repository'],
      ['gem_source', 'version'],
    ],
  },
  examples: [
    'community.general.gem: { name: bundler, user_install: false }',
    'community.general.gem: { name: rake, version: 13.0.6 }',
  ],

  *run(given): Conversation<Result> {
    const { name, state } = given;
    checkArguments(given);
    const { now, offered } = yield* ask({
      now: versions(given, false),
      ...(state === 'latest' ? { offered: versions(given, true) } : {}),
    });
    const version = given.version ?? offered?.[0];
    const isThere = version ? now.includes(version) : now.length > 0;
    const said = { name, state, ...(version ? { version } : {}) };
    if (isThere === (state !== 'absent')) return { ...said, changed: false };
    if (state === 'absent') yield* uninstall(given, version);
    else yield* run('install', given, installation(given, version));
    return { ...said, changed: true };
  },
});

function checkArguments({ name, state, version, gem_source, user_install, install_dir }: Args): void {
  if (version && state === 'latest') fail('Cannot specify version when state=latest');
  if (gem_source && state === 'latest') fail('Cannot maintain state=latest when installing from local source');
  if (user_install && install_dir) fail('install_dir requires user_install=false');
  if (name.startsWith('-')) fail(`not the name of a gem: ${name}`);
}

/** RubyGems older than 2.5.2 know no `--norc`. */
const beforeNorc = '0.*|1.*|2.[0-4].*|2.5.0|2.5.1';

/** A command of gem; which of its options this version knows is decided there. */
function command({ executable, norc, install_dir }: Args, verb: string, words: readonly string[]): Script {
  const program = executable === undefined ? ['gem'] : executable.split(' ');
  const home = install_dir === undefined || verb === 'install' ? sh`` : sh`export GEM_HOME=${install_dir}\n`;
  const option = norc
    ? sh`norc=--norc; case $(${program} --version) in ${rawShell(beforeNorc)}) norc=;; esac\n`
    : sh`norc=\n`;
  return sh`command -v ${program[0] ?? ''} >/dev/null || exit 127
${home}${option}${program} ${verb} $norc ${words}`;
}

/** The versions of the gem, the newest first: those that are installed, or those that its source offers. */
function versions(given: Args, isRemote: boolean) {
  const pattern = `^${given.name.replace(/[.+*?()[\]{}^$|\\]/g, '\\$&')}$`;
  const source = given.repository ? ['--source', given.repository] : [];
  const words = [...(isRemote ? ['--remote', ...source] : []), pattern];
  return probe(command(given, 'list', words), (outcome) => {
    failOn(outcome);
    return readVersions(outcome.stdout.toString());
  });
}

/** The versions in lines like `rake (13.0.6, default: 12.3.3 ruby)`. */
export function readVersions(text: string): string[] {
  return [...text.matchAll(/^\S+\s+\((.+)\)/gm)].flatMap(([, list = '']) =>
    list.split(', ').map((version) => version.replace(/^default: /, '').split(' ')[0] ?? ''),
  );
}

function installation(given: Args, version: string | undefined): Script {
  const words = [
    ...(version ? ['--version', version] : []),
    ...(given.repository ? ['--source', given.repository] : []),
    ...(given.include_dependencies ? [] : ['--ignore-dependencies']),
    given.user_install ? '--user-install' : '--no-user-install',
    ...(given.install_dir ? ['--install-dir', given.install_dir] : []),
    ...(given.bindir ? ['--bindir', given.bindir] : []),
    ...(given.pre_release ? ['--pre'] : []),
    ...(given.include_doc ? [] : ['--no-document']),
    ...(given.env_shebang ? ['--env-shebang'] : []),
    ...(given.force ? ['--force'] : []),
    given.gem_source ?? given.name,
    ...(given.build_flags ? ['--', given.build_flags] : []),
  ];
  return command(given, 'install', words);
}

function* uninstall(given: Args, version: string | undefined): Conversation<void> {
  const words = [
    ...(given.install_dir ? ['--install-dir', given.install_dir] : []),
    ...(given.bindir ? ['--bindir', given.bindir] : []),
    ...(version ? ['--version', version] : ['--all']),
    '--executables',
    ...(given.force ? ['--force'] : []),
    given.name,
  ];
  const outcome = yield* run('uninstall', given, command(given, 'uninstall', words));
  if (!outcome) return;
  const { left } = yield* ask({ left: versions(given, false) });
  if (version ? !left.includes(version) : left.length === 0) return;
  fail(
    `gem uninstall has left ${given.name} where it was: ` +
      'what came with Ruby or with a package of the system, gem does not remove',
    { rc: outcome.status, ...outputKeys(outcome, false) },
  );
}

function* run(what: string, { name }: Args, script: Script): Conversation<Outcome | undefined> {
  const outcome = yield* change({ what, after: name, run: script, mayFail: true, speaks: true });
  if (outcome) failOn(outcome);
  return outcome;
}

function failOn(outcome: Outcome): void {
  if (outcome.status === 127) fail('Failed to find required executable "gem" on the target: install ruby (rubygems)');
  if (outcome.status === 0) return;
  const keys = outputKeys(outcome, false);
  fail(keys.stderr.trim() || keys.stdout.trim(), { rc: outcome.status, ...keys });
}
