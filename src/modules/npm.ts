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
import { sh, type Script } from '../shell/script.js';
import { enterDirectory } from './command/run.js';
import { differs, readDependencies, type Dependencies } from './npm/dependencies.js';

const args = {
  name: arg.string({ doc: 'A package; without one, all that package.json needs.' }),
  version: arg.string({ doc: 'Its version.' }),
  path: arg.path({ doc: 'Directory with package.json.' }),
  global: flag('Work on the packages of the whole system.'),
  state: arg.oneOf('present', 'absent', 'latest')({ default: 'present', doc: 'What should be of them.' }),
  ci: flag('Install exactly what the lock file says.'),
  executable: arg.path({ doc: 'The npm to run.' }),
  force: flag('Fetch even what is there.'),
  ignore_scripts: flag('Run no scripts of packages.'),
  no_bin_links: flag('Make no links for programs.'),
  no_optional: flag('Leave out what is optional.'),
  production: flag('Leave out what only development needs.'),
  registry: arg.string({ doc: 'Where packages come from.' }),
  unsafe_perm: flag('Run scripts of packages as root.'),
} as const;

type Args = ValuesOf<typeof args>;

export const npm = defineModule({
  name: 'community.general.npm',
  summary: 'Install and remove packages of Node.js.',
  args,
  rules: { requiredIf: [['state', 'absent', ['name']]] },
  examples: [
    'community.general.npm: { name: pm2, global: true }',
    'community.general.npm: { path: /srv/app, ci: true }',
  ],

  *run(given): Conversation<Result> {
    const { name, version, path, state } = given;
    if (path === undefined && !given.global) fail('path must be specified when not using global');
    const directory = yield* prepareDirectory(given);
    if (given.ci) {
      yield* npmRun(given, 'install', ['ci'], directory);
      return { changed: true };
    }
    const { now } = yield* ask({ now: dependencies(given, directory) });
    const wanted = name === undefined ? undefined : version === undefined ? name : `${name}@${version}`;
    if (state === 'absent') {
      if (name === undefined || !now.has(name)) return { changed: false };
      yield* npmRun(given, 'remove', ['uninstall', name], directory);
      return { changed: true };
    }
    const isMissing = name === undefined ? [...now.values()].some(differs) : isWrong(now, name, version);
    if (isMissing) {
      yield* npmRun(given, 'install', ['install', ...(wanted === undefined ? [] : [wanted])], directory);
      return { changed: true };
    }
    if (state !== 'latest' || !(yield* isOutdated(given, directory))) return { changed: false };
    yield* npmRun(given, 'update', name === undefined ? ['update'] : ['install', `${name}@latest`], directory);
    return { changed: true };
  },
});

function isWrong(now: Dependencies, name: string, version: string | undefined): boolean {
  const known = now.get(name);
  return known === undefined || differs(known) || (version !== undefined && known.version !== version);
}

/** npm makes no directory; a global one needs none. */
function* prepareDirectory({ path, state }: Args): Conversation<string | undefined> {
  if (path === undefined) return undefined;
  const { isThere } = yield* ask({ isThere: probe(sh`[ -d ${path} ]`, ({ status }) => status === 0) });
  if (!isThere && state !== 'absent')
    yield* change({ what: 'create directory', after: path, run: sh`mkdir -p -- ${path}`, counts: false });
  return path;
}

function command(given: Args, words: readonly string[]): Script {
  const options = [
    ...(given.global ? ['--global'] : []),
    ...(given.production && /^(?:install|update|outdated|ci)$/.test(words[0] ?? '') ? ['--production'] : []),
    ...(given.ignore_scripts ? ['--ignore-scripts'] : []),
    ...(given.unsafe_perm ? ['--unsafe-perm'] : []),
    ...(given.force ? ['--force'] : []),
    ...(given.no_optional ? ['--no-optional'] : []),
    ...(given.no_bin_links ? ['--no-bin-links'] : []),
    ...(given.registry === undefined ? [] : ['--registry', given.registry]),
  ];
  return sh`${given.executable ?? 'npm'} ${words} ${options}`;
}

function dependencies(given: Args, directory: string | undefined) {
  const script = sh`command -v ${given.executable ?? 'npm'} >/dev/null || exit 99
if [ -n ${directory ?? ''} ] && [ ! -d ${directory ?? '/'} ]; then exit; fi
${enterDirectory(directory)}${command(given, ['list', '--json', '--long'])} 2>/dev/null`;
  return probe(script, ({ status, stdout }) => {
    if (status === 99) fail('Failed to find required executable "npm": install it on the target');
    return readDependencies(stdout.toString());
  });
}

/** npm ends with 1 when something is outdated. */
function* isOutdated(given: Args, directory: string | undefined): Conversation<boolean> {
  const names = given.name === undefined ? [] : [given.name];
  const script = sh`${enterDirectory(directory)}${command(given, ['outdated', '--parseable', ...names])} 2>/dev/null`;
  const { text } = yield* ask({ text: probe(script, ({ stdout }) => stdout.toString().trim()) });
  return text !== '';
}

function* npmRun(
  given: Args,
  what: string,
  words: readonly string[],
  directory: string | undefined,
): Conversation<void> {
  const run = sh`${enterDirectory(directory)}${command(given, words)}`;
  const outcome = yield* change({ what, after: words.slice(1).join(' '), run, mayFail: true, speaks: true });
  if (!outcome || outcome.status === 0) return;
  const keys = outputKeys(outcome, false);
  fail(keys.stderr.trim() || keys.stdout.trim(), { changed: false, rc: outcome.status, ...keys });
}
