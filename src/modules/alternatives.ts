import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { readDisplay, readQuery, type Choice, type Group, type Subcommand } from './alternatives/display.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';

const args = {
  name: arg.string({ required: true, doc: 'The name of the group: editor, java ...' }),
  path: arg.path({ doc: 'The program that the link leads to.' }),
  family: arg.string({ doc: 'The family of programs to choose from (RHEL family).' }),
  link: arg.path({ doc: 'The link; needed where the group is not known yet.' }),
  priority: arg.integer({ doc: 'The priority; 50 when it is new.' }),
  state: arg.oneOf(
    'present',
    'selected',
    'auto',
    'absent',
  )({ default: 'selected', doc: 'Whether the program is in the group, and is the one chosen.' }),
  subcommands: arg.list(
    arg.options({
      name: arg.string({ required: true, doc: 'Its name.' }),
      link: arg.path({ required: true, doc: 'Its link.' }),
      path: arg.path({ required: true, doc: 'What its link leads to.' }),
    })({ doc: 'A link that goes with the program.' }),
  )({ aliases: ['slaves'], doc: 'Links that go with the program.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const alternatives = defineModule({
  name: 'community.general.alternatives',
  summary: 'Choose which of several programs a name stands for.',
  args,
  rules: { requiredOneOf: [['path', 'family']] },
  examples: ['alternatives: { name: editor, path: /usr/bin/vim.basic }'],

  *run(given, target): Conversation<Result> {
    const { now } = yield* ask({ now: groupOf(given.name, given.path ?? '') });
    const choice = now.group?.choices.find(({ path }) => path === given.path);
    const steps = given.state === 'absent' ? removal(given, choice) : wished(given, now, choice);
    const msg = steps.map(({ told }) => told).join(' ');
    const after = Object.assign({}, ...steps.map((step) => step.after)) as Record<string, Json>;
    const diff = target.diff ? { diff: { before: beforeOf(now.group, choice, given), after } } : {};
    if (steps.length > 0)
      yield* runProgram({
        what: 'alternative',
        before: now.group?.current,
        after: msg,
        run: joinScripts([
          chosenTool,
          joinScripts(
            steps.map(({ run }) => run),
            ' &&\n',
          ),
        ]),
      });
    return { changed: steps.length > 0, msg, ...diff };
  },
});

const chosenTool = sh`tool=$(command -v update-alternatives || command -v alternatives) || { echo 'neither update-alternatives nor alternatives is on the target' >&2; exit 1; }`;

interface Now {
  readonly group: Group | undefined;
  readonly pathExists: boolean;
}

function groupOf(name: string, path: string) {
  const script = sh`${systemPath} [ -e ${path} ]; echo $?; ${chosenTool}
if "$tool" --help 2>&1 | grep -q -e --query; then echo query; "$tool" --query ${name} 2>/dev/null; else echo display; "$tool" --display ${name} 2>/dev/null; fi`;
  return probe(script, ({ stdout, stderr }): Now => {
    const [exists, kind, ...rest] = stdout.toString().split('\n');
    if (kind !== 'query' && kind !== 'display') fail(stderr.toString().trim());
    const text = rest.join('\n').trim();
    const group = text === '' ? undefined : (kind === 'query' ? readQuery : readDisplay)(text);
    return { group, pathExists: exists === '0' };
  });
}

interface Step {
  readonly told: string;
  readonly after: Readonly<Record<string, Json>>;
  readonly run: Script;
}

function removal({ name, path = '' }: Args, choice: Choice | undefined): Step[] {
  if (!choice) return [];
  const run = sh`"$tool" --remove ${name} ${path}`;
  return [{ told: `Remove alternative '${path}' from '${name}'.`, after: { state: 'absent' }, run }];
}

function wished(given: Args, { group, pathExists }: Now, choice: Choice | undefined): Step[] {
  const { name, path, family, state } = given;
  if (path !== undefined && !pathExists) fail(`Specified path ${path} does not exist`, { changed: false });
  const chosen = path ?? family ?? '';
  const set: Step = {
    told: `Set alternative '${chosen}' for '${name}'.`,
    after: { state: 'selected' },
    run: sh`"$tool" --set ${name} ${chosen}`,
  };
  const automatic: Step = {
    told: `Set alternative to auto for '${name}'.`,
    after: { state: 'present' },
    run: sh`"$tool" --auto ${name}`,
  };
  return [
    ...(path === undefined || isAsWished(given, choice) ? [] : [installation(given, group, choice)]),
    ...(state === 'selected' && (path === undefined || group?.current !== path) ? [set] : []),
    ...(state === 'auto' && group?.isAutomatic !== true ? [automatic] : []),
  ];
}

function isAsWished({ priority, subcommands }: Args, choice: Choice | undefined): boolean {
  if (!choice || (priority !== undefined && priority !== choice.priority)) return false;
  if (subcommands === undefined) return true;
  const known = (one: Subcommand): boolean =>
    choice.subcommands.some((other) => other.name === one.name && other.path === one.path);
  return subcommands.length === choice.subcommands.length && subcommands.every(known);
}

/** What a task does not say stays as it is. */
function installation(given: Args, group: Group | undefined, choice: Choice | undefined): Step {
  const { name, path = '', family = null } = given;
  const link = group?.link ?? given.link;
  if (link === undefined)
    fail('Needed to install the alternative, but unable to do so as we are missing the link', { changed: false });
  const priority = given.priority ?? choice?.priority ?? 50;
  const subcommands = given.subcommands ?? choice?.subcommands ?? [];
  const slaves = subcommands.flatMap((one) => ['--slave', one.link, one.name, one.path]);
  const told = subcommands.map((one) => ({ name: one.name, link: one.link, path: one.path }));
  return {
    told: `Install alternative '${path}' for '${name}'.`,
    after: { state: 'present', path, family, link, priority, ...(told.length === 0 ? {} : { subcommands: told }) },
    run: sh`"$tool" --install ${link} ${name} ${path} ${priority} ${family === null ? [] : ['--family', family]} ${slaves}`,
  };
}

function beforeOf(group: Group | undefined, choice: Choice | undefined, { path = '' }: Args): Record<string, Json> {
  if (!group) return {};
  if (!choice) return { state: 'absent' };
  const subcommands = choice.subcommands.map(({ name, link, path: to }) => ({ name, link, path: to }));
  return {
    state: !group.isAutomatic && group.current !== path ? 'selected' : 'present',
    path,
    priority: choice.priority,
    ...(group.link === undefined ? {} : { link: group.link }),
    ...(subcommands.length === 0 ? {} : { subcommands }),
  };
}
