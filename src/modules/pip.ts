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
import { sh, type Script } from '../shell/script.js';
import { splitWords } from '../shell/split-words.js';
import { enterDirectory } from './command/run.js';
import { isInstalled, parseFreeze, parseRequirement } from './pip/requirement.js';

const args = {
  name: arg.list(arg.string({ doc: '' }))({ doc: 'Packages, with or without versions, or addresses.' }),
  version: arg.string({ doc: 'Version of the package.' }),
  requirements: arg.string({ doc: 'File of the target that lists packages.' }),
  state: arg.oneOf(
    'absent',
    'forcereinstall',
    'latest',
    'present',
  )({ default: 'present', doc: 'What should be of them.' }),
  virtualenv: arg.path({ doc: 'Directory of a virtual environment; it is made when it is missing.' }),
  virtualenv_command: arg.path({ default: 'virtualenv', doc: 'How to make it.' }),
  virtualenv_python: arg.string({ doc: 'The Python of the environment.' }),
  virtualenv_site_packages: arg.boolean({ default: false, doc: "Whether it has the system's packages." }),
  executable: arg.path({ doc: 'The pip to run.' }),
  extra_args: arg.string({ doc: 'More words for pip.' }),
  editable: arg.boolean({ default: false, doc: 'Install addresses so that they can be edited.' }),
  chdir: arg.path({ doc: 'Directory to run in.' }),
  umask: arg.string({ doc: 'Umask for what is installed.' }),
  break_system_packages: arg.boolean({ default: false, doc: "Allow to change the system's own packages." }),
} as const;

type Args = ValuesOf<typeof args>;

export const pip = defineModule({
  name: 'ansible.builtin.pip',
  summary: 'Install and remove packages of Python.',
  args,
  rules: {
    requiredOneOf: [['name', 'requirements', 'virtualenv']],
    mutuallyExclusive: [
      ['name', 'requirements'],
      ['executable', 'virtualenv'],
    ],
  },
  examples: [
    'pip: { name: [docker, "requests==2.31.0"], virtualenv: /opt/tools, virtualenv_command: python3 -m venv }',
  ],

  *run(given): Conversation<Result> {
    const names = wantedNames(given);
    if (given.state === 'latest' && given.version !== undefined) fail('version is incompatible with state=latest');
    const isMade = yield* makeEnvironment(given);
    const { before } = yield* ask({ before: installedWith(given) });
    const result = {
      name: given.name ?? null,
      version: given.version ?? null,
      state: given.state,
      requirements: given.requirements ?? null,
      virtualenv: given.virtualenv ?? null,
    };
    const wanted = names.map(parseRequirement);
    const isAbsent = given.state === 'absent';
    const isDone =
      given.state === 'present' &&
      given.requirements === undefined &&
      wanted.every((one) => one.isSimple && isInstalled(one, before));
    const isGone = isAbsent && wanted.every((one) => one.name !== undefined && !before.has(one.name));
    if (isDone || (isGone && given.requirements === undefined)) return { ...result, changed: isMade, cmd: null };
    const words = wordsOf(given, names);
    const outcome = yield* change({
      what: isAbsent ? 'uninstall' : 'install',
      after: words.join(' '),
      run: runPip(given, words),
      counts: false,
      mayFail: true,
      speaks: true,
    });
    if (!outcome) return { ...result, changed: true };
    const keys = outputKeys(outcome, false);
    if (outcome.status !== 0)
      fail(`\n:stderr: ${keys.stderr}`.trim(), { ...result, cmd: [...words], rc: outcome.status, ...keys });
    const isChanged = /Successfully (?:un)?installed/.test(keys.stdout);
    return { ...result, changed: isMade || isChanged, cmd: [...words], ...keys };
  },
});

function wantedNames({ name = [], version }: Args): readonly string[] {
  const names = name.map((one) => one.trim()).filter((one) => one !== '');
  if (version === undefined) return names;
  const [only, ...others] = names;
  if (only === undefined || others.length > 0)
    fail(
      "'version' argument is ambiguous when installing multiple package distributions. Please specify version restrictions next to each package in 'name' argument.",
    );
  if (!parseRequirement(only).isSimple || /[=<>!~]/.test(only))
    fail(
      "The 'version' argument conflicts with any version specifier provided along with a package name. Please keep the version specifier, but remove the 'version' argument.",
    );
  return [/^[=<>!~]/.test(version) ? `${only}${version}` : `${only}==${version}`];
}

/** The pip of the environment, the one that was named, or the target's. */
function findPip({ virtualenv, executable }: Args): Script {
  if (virtualenv !== undefined)
    return sh`pip=${`${virtualenv}/bin/pip`}; [ -x "$pip" ] || pip=${`${virtualenv}/bin/pip3`}`;
  if (executable !== undefined) return sh`pip=${executable}`;
  return sh`pip=$(command -v pip3 || command -v pip) || { echo 'Unable to find any of pip3, pip to use. pip needs to be installed.' >&2; exit 1; }`;
}

function installedWith(given: Args): Question<ReadonlyMap<string, string>> {
  return probe(
    sh`(${findPip(given)}
"$pip" list --format=freeze --disable-pip-version-check 2>/dev/null)`,
    ({ status, stdout, stderr }) => {
      if (status !== 0 && stderr.length > 0) fail(stderr.toString().trim());
      return parseFreeze(stdout.toString());
    },
  );
}

function wordsOf(given: Args, names: readonly string[]): readonly string[] {
  const { state, requirements, extra_args, editable } = given;
  const verbs = {
    absent: ['uninstall', '-y'],
    present: ['install'],
    latest: ['install', '-U'],
    forcereinstall: ['install', '-U', '--force-reinstall'],
  };
  const more =
    extra_args === undefined
      ? []
      : (splitWords(extra_args) ?? fail(`extra_args has an unbalanced quote: ${extra_args}`));
  const addresses = editable && state !== 'absent' ? names.flatMap((name) => ['-e', name]) : names;
  return [
    ...verbs[state],
    ...(given.break_system_packages ? ['--break-system-packages'] : []),
    ...more,
    ...(requirements === undefined ? addresses : ['-r', requirements]),
  ];
}

function runPip(given: Args, words: readonly string[]): Script {
  const umask = given.umask === undefined ? sh`` : sh`umask ${given.umask} || exit\n`;
  return sh`${umask}${findPip(given)}
${enterDirectory(given.chdir)}exec "$pip" ${words}`;
}

/** Whether the environment was missing. */
function* makeEnvironment(given: Args): Conversation<boolean> {
  const { virtualenv, virtualenv_command, virtualenv_python, virtualenv_site_packages } = given;
  if (virtualenv === undefined) return false;
  const { there } = yield* ask({
    there: probe(sh`[ -e ${`${virtualenv}/bin/activate`} ]`, ({ status }) => status === 0),
  });
  if (there) return false;
  const command = splitWords(virtualenv_command) ?? [];
  const isVenv = /(^|\/)pyvenv|-m$/.test(command.slice(0, -1).join(' ')) || /venv$/.test(command.at(-1) ?? '');
  if (isVenv && virtualenv_python !== undefined && command.includes('-m'))
    fail('virtualenv_python should not be used when using the venv module or pyvenv as virtualenv_command');
  const options = [
    ...(virtualenv_site_packages ? ['--system-site-packages'] : []),
    ...(virtualenv_python === undefined ? [] : [`-p${virtualenv_python}`]),
  ];
  const run = sh`${enterDirectory(given.chdir)}${command} ${options} ${virtualenv}`;
  const outcome = yield* change({ what: 'make virtual environment', after: virtualenv, run, mayFail: true });
  if (outcome && outcome.status !== 0)
    fail(`\n:stderr: ${outcome.stderr.toString() || outcome.stdout.toString()}`.trim(), { rc: outcome.status });
  return true;
}
