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
import { probe } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';
import { splitWords } from '../shell/split-words.js';
import { enterDirectory } from './command/run.js';

const args = {
  command: arg.string({ required: true, doc: 'The command of manage.py, with its words.' }),
  project_path: arg.path({ required: true, aliases: ['app_path', 'chdir'], doc: 'Directory with manage.py.' }),
  settings: arg.path({ doc: 'The Python path of the settings.' }),
  pythonpath: arg.path({ aliases: ['python_path'], doc: 'Directory that modules are looked for in.' }),
  virtualenv: arg.path({ aliases: ['virtual_env'], doc: 'A virtual environment that is there.' }),
  apps: arg.string({ doc: 'For test: the apps, with blanks between them.' }),
  cache_table: arg.string({ doc: 'For createcachetable: the table.' }),
  clear: flag('For collectstatic: remove what is there.'),
  database: arg.string({ doc: 'For createcachetable, flush, loaddata and migrate: the database.' }),
  failfast: arg.boolean({ default: false, aliases: ['fail_fast'], doc: 'For test: stop at the first failure.' }),
  fixtures: arg.string({ doc: 'For loaddata: the files, with blanks between them.' }),
  skip: arg.boolean({ doc: 'For migrate: leave out what is missing.' }),
  merge: arg.boolean({ doc: 'For migrate: run what is missing or out of order.' }),
  link: arg.boolean({ doc: 'For collectstatic: link the files.' }),
  testrunner: arg.string({ aliases: ['test_runner'], doc: 'For test: the class of the runner.' }),
} as const;

type Args = ValuesOf<typeof args>;

type OwnArgument = 'apps' | 'cache_table' | 'database' | 'failfast' | 'fixtures' | 'testrunner';

/** A command that is known: which arguments it takes, whether it asks, and whether its output tells of a change. */
interface Known {
  readonly takes: readonly OwnArgument[];
  readonly asks?: boolean;
  readonly changes?: (out: string) => boolean;
}

const hasInstalled = (out: string) => /Installed (?!0 object)/.test(out);

const commands: Readonly<Record<string, Known>> = {
  collectstatic: { takes: [], asks: true, changes: (out) => !/^\s*0 static files/m.test(out) },
  createcachetable: { takes: ['cache_table', 'database'], changes: (out) => !/already exists/i.test(out) },
  flush: { takes: ['database'], asks: true, changes: hasInstalled },
  loaddata: { takes: ['database', 'fixtures'], changes: hasInstalled },
  migrate: {
    takes: ['apps', 'database'],
    asks: true,
    changes: (out) => /Applying|Migrating forwards /.test(out) || hasInstalled(out),
  },
  test: { takes: ['apps', 'failfast', 'testrunner'], asks: true },
};

export const djangoManage = defineModule({
  name: 'community.general.django_manage',
  summary: 'Run a command of a Django application.',
  args,
  examples: ['community.general.django_manage: { command: migrate, project_path: /srv/app, virtualenv: /srv/venv }'],
  isOpaque: true,

  *run(given): Conversation<Result> {
    const { project_path, virtualenv, settings, pythonpath } = given;
    const [verb = '', ...more] = splitWords(given.command) ?? fail(`command has an unbalanced quote: ${given.command}`);
    const known = commands[verb];
    checkArguments(given, verb, known);
    if (virtualenv !== undefined) yield* checkEnvironment(virtualenv);
    const cmd = ['./manage.py', verb, ...more, ...options(given, known)];
    const outcome = yield* change({
      what: `manage.py ${verb}`,
      after: project_path,
      run: scriptOf(given, cmd),
      mayFail: true,
      mayReachOthers: true,
      speaks: true,
      counts: false,
    });
    if (!outcome)
      return {
        skipped: true,
        changed: false,
        msg: 'remote module (community.general.django_manage) does not support check mode',
      };
    const out = outcome.stdout.toString();
    const stderr = outcome.stderr.toString();
    if (outcome.status !== 0) failRun({ status: outcome.status, verb, cmd, out, stderr });
    const changed = known?.changes?.(out) ?? false;
    const said = { out, cmd, project_path, virtualenv, settings, pythonpath };
    return {
      changed,
      ...Object.fromEntries(Object.entries(said).map(([key, value]) => [key, value ?? null])),
    };
  },
});

/** A command that Django has takes only its own arguments; those of others are up to them. */
function checkArguments(given: Args, verb: string, known: Known | undefined): void {
  if (verb === '') fail('command is empty');
  if (!known) return;
  const own = ['apps', 'cache_table', 'database', 'failfast', 'fixtures', 'testrunner'] as const;
  for (const name of own)
    if (given[name] && !known.takes.includes(name)) fail(`${name} param is incompatible with command=${verb}`);
  if (verb === 'loaddata' && !given.fixtures) fail(`fixtures param is required for command=${verb}`);
}

function options(given: Args, known: Known | undefined): string[] {
  const { settings, pythonpath, database, clear, failfast, skip, merge, link, testrunner } = given;
  return [
    ...(known?.asks ? ['--noinput'] : []),
    ...(settings ? [`--settings=${settings}`] : []),
    ...(pythonpath ? [`--pythonpath=${pythonpath}`] : []),
    ...(database ? [`--database=${database}`] : []),
    ...(clear ? ['--clear'] : []),
    ...(failfast ? ['--failfast'] : []),
    ...(skip ? ['--skip'] : []),
    ...(merge ? ['--merge'] : []),
    ...(link ? ['--link'] : []),
    ...(testrunner ? [`--testrunner=${testrunner}`] : []),
    ...[given.apps, given.cache_table, given.fixtures].flatMap((words) => words?.split(' ').filter(Boolean) ?? []),
  ];
}

function* checkEnvironment(path: string): Conversation<void> {
  const { isThere } = yield* ask({
    isThere: probe(sh`[ -f ${`${path}/bin/activate`} ]`, ({ status }) => status === 0),
  });
  if (!isThere) fail(`${path} does not point to a valid virtual environment`);
}

function scriptOf({ project_path, virtualenv }: Args, cmd: readonly string[]): Script {
  const environment =
    virtualenv === undefined
      ? sh``
      : sh`export VIRTUAL_ENV=${virtualenv} PATH=${`${virtualenv}/bin`}:"$PATH"
`;
  return sh`${environment}${enterDirectory(project_path)}${cmd}`;
}

interface Failed {
  readonly status: number;
  readonly verb: string;
  readonly cmd: readonly string[];
  readonly out: string;
  readonly stderr: string;
}

function failRun({ status, verb, cmd, out, stderr }: Failed): never {
  const isUnknown = stderr.includes('Unknown command:');
  const msg = isUnknown ? `Unknown django command: ${verb}` : `stdout: ${out}\n:stderr: ${stderr}`;
  return fail(msg, { changed: false, rc: status, cmd });
}
