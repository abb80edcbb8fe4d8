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
import { splitWords } from '../shell/split-words.js';
import { enterDirectory } from './command/run.js';

const args = {
  command: arg.string({ default: 'install', doc: 'The command of composer.' }),
  arguments: arg.string({ default: '', doc: 'Its words: packages and versions.' }),
  working_dir: arg.path({ doc: 'Directory with composer.json.' }),
  global_command: flag('Work on the packages of the user.'),
  executable: arg.path({ aliases: ['php_path'], doc: 'The php to run.' }),
  composer_executable: arg.path({ doc: 'The composer to run.' }),
  no_dev: arg.boolean({ default: true, doc: 'Leave out what only development needs.' }),
  no_scripts: flag('Run no scripts of composer.json.'),
  no_plugins: flag('Load no plug-ins.'),
  optimize_autoloader: arg.boolean({ default: true, doc: 'Make a faster autoloader.' }),
  classmap_authoritative: flag('Load classes by the map only.'),
  apcu_autoloader: flag('Keep what was found by APCu.'),
  ignore_platform_reqs: flag('Ignore what is needed of php and its extensions.'),
  prefer_dist: flag('Take archives.'),
  prefer_source: flag('Take sources.'),
} as const;

type Args = ValuesOf<typeof args>;

export const composer = defineModule({
  name: 'community.general.composer',
  summary: 'Install what a PHP program needs.',
  args,
  rules: { requiredIf: [['global_command', false, ['working_dir']]] },
  examples: ['community.general.composer: { working_dir: /srv/app, no_dev: true }'],

  *run(given): Conversation<Result> {
    const { command: verb } = given;
    if (/\s/.test(verb)) fail("Use the 'arguments' param for passing arguments with the 'command'");
    const { help } = yield* ask({ help: optionsOf(given) });
    const words = [
      verb,
      ...chosen(given, help),
      ...(splitWords(given.arguments) ?? fail(`arguments have an unbalanced quote: ${given.arguments}`)),
    ];
    if (help.has('dry-run')) {
      const { isNeeded } = yield* ask({ isNeeded: wouldChange(given, words) });
      if (!isNeeded) return { changed: false, msg: 'Nothing to install, update or remove' };
    }
    const outcome = yield* change({
      what: `composer ${verb}`,
      after: given.working_dir,
      run: command(given, words),
      mayFail: true,
      speaks: true,
      counts: false,
    });
    if (!outcome) return { changed: true, msg: '' };
    const keys = outputKeys(outcome, false);
    const msg = `${keys.stdout}${keys.stderr}`.replace(/\s+/g, ' ').trim();
    if (outcome.status !== 0) fail(msg, { changed: false, rc: outcome.status, stdout: keys.stderr });
    return {
      changed: saysChange(keys.stdout + keys.stderr),
      msg,
      stdout: `${keys.stdout}${keys.stderr}`,
      stdout_lines: [...keys.stdout_lines, ...keys.stderr_lines],
    };
  },
});

function command(given: Args, words: readonly string[]): Script {
  const php = given.executable === undefined ? rawProgram('php') : sh`${given.executable}`;
  const program = given.composer_executable === undefined ? rawProgram('composer') : sh`${given.composer_executable}`;
  const place = given.working_dir === undefined || given.global_command ? [] : ['--working-dir', given.working_dir];
  return sh`export COMPOSER_NO_INTERACTION=1; ${enterDirectory(given.global_command ? undefined : given.working_dir)}${php} ${program} ${given.global_command ? ['global'] : []} ${words} ${place}`;
}

/** The path of a program: php is handed it. */
function rawProgram(name: string): Script {
  return sh`"$(command -v ${name} || echo ${name})"`;
}

/** The options that this composer knows for the command. */
function optionsOf(given: Args) {
  const script = command(given, ['help', given.command, '--no-interaction', '--format=json']);
  return probe(
    sh`command -v ${given.executable ?? 'php'} >/dev/null || exit 98
command -v ${given.composer_executable ?? 'composer'} >/dev/null || exit 99
( ${script} ) 2>/dev/null`,
    ({ status, stdout }) => {
      if (status === 98) fail('Failed to find required executable "php": install it on the target');
      if (status === 99) fail('Failed to find required executable "composer": install it on the target');
      if (status !== 0) fail(`composer knows no command ${given.command}`, { changed: false, rc: status });
      return new Set([...stdout.toString().matchAll(/"name":\s*"--([\w-]+)"/g)].map(([, name = '']) => name));
    },
  );
}

function chosen(given: Args, known: ReadonlySet<string>): string[] {
  const wanted = [
    'no-ansi',
    'no-interaction',
    'no-progress',
    ...(given.no_dev ? ['no-dev'] : []),
    ...(given.no_scripts ? ['no-scripts'] : []),
    ...(given.no_plugins ? ['no-plugins'] : []),
    ...(given.optimize_autoloader ? ['optimize-autoloader'] : []),
    ...(given.classmap_authoritative ? ['classmap-authoritative'] : []),
    ...(given.apcu_autoloader ? ['apcu-autoloader'] : []),
    ...(given.ignore_platform_reqs ? ['ignore-platform-reqs'] : []),
    ...(given.prefer_dist ? ['prefer-dist'] : []),
    ...(given.prefer_source ? ['prefer-source'] : []),
  ];
  return wanted.filter((name) => known.has(name)).map((name) => `--${name}`);
}

function wouldChange(given: Args, words: readonly string[]) {
  return probe(command(given, [...words, '--dry-run']), (outcome) => {
    const text = outcome.stdout.toString() + outcome.stderr.toString();
    // What fails here fails when it is done, and is told then.
    return outcome.status !== 0 || saysChange(text);
  });
}

function saysChange(text: string): boolean {
  return !/Nothing to install(?:, update or remove| or update)/.test(text);
}
