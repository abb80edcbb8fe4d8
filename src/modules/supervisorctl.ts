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
import { probe } from '../questions/question.js';
import { attach, sh, type Script } from '../shell/script.js';
import { systemPath } from './programs/path.js';

const args = {
  name: arg.string({ required: true, doc: 'The program; a group with a colon behind it; or all.' }),
  state: arg.oneOf(
    'present',
    'started',
    'stopped',
    'restarted',
    'absent',
    'signalled',
  )({ required: true, doc: 'Its state.' }),
  signal: arg.string({ doc: 'The signal that is sent.' }),
  stop_before_removing: arg.boolean({ default: false, doc: 'Stop it before it is removed.' }),
  config: arg.path({ doc: "supervisord's configuration." }),
  server_url: arg.string({ doc: 'Where supervisord listens.' }),
  username: arg.string({ doc: 'The user there.' }),
  password: arg.string({ secret: true, doc: 'The password there.' }),
  supervisorctl_path: arg.path({ doc: 'The program supervisorctl.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const supervisorctl = defineModule({
  name: 'community.general.supervisorctl',
  summary: 'Start, stop, add or remove a program of supervisord.',
  args,
  rules: { requiredIf: [['state', 'signalled', ['signal']]] },
  examples: ['supervisorctl: { name: web, state: restarted }', 'supervisorctl: { name: "workers:", state: started }'],

  *run(given): Conversation<Result> {
    const { name, state } = given;
    const { now } = yield* ask({ now: programsOf(given) });
    const isGroup = name.endsWith(':');
    const meant = now.filter((one) => name === 'all' || one.name === name || (isGroup && one.name.startsWith(name)));
    const plainName = name.replace(/:$/, '');
    const told = { name: plainName, state };
    const step = stepOf(given, meant);
    if (!step) return { changed: false, ...told };
    if (meant.length === 0 && state !== 'present') fail('ERROR (no such process)', { changed: false, name: plainName });
    const run = sh`${systemPath} ${step.run}`;
    const outcome = yield* change({ what: step.what, after: name, run, mayFail: true });
    if (!outcome) return { changed: true };
    const text = outcome.stdout.toString();
    if (state === 'present' || state === 'absent') {
      if (!text.includes(step.done)) fail(text, { changed: false, ...told });
      return { changed: true, ...told };
    }
    const affected = namesBefore(`: ${step.done}`, text.split('\n'));
    if (outcome.status === 0 && affected.length > 0) return { changed: true, ...told, affected };
    const stderr = outcome.stderr.toString();
    return fail(text.trim() || stderr.trim(), { changed: false, rc: outcome.status, stdout: text, stderr });
  },
});

interface Program {
  readonly name: string;
  readonly state: string;
}

function namesBefore(ending: string, lines: readonly string[]): string[] {
  return lines.filter((line) => line.endsWith(ending)).map((line) => line.slice(0, -ending.length));
}

function control(given: Args): Script {
  const { supervisorctl_path: path = 'supervisorctl', config, server_url: url, username, password } = given;
  if (password !== undefined) return sh`${path} -c ${attach(ownConfiguration(given, password))}`;
  const options = [
    ...(config === undefined ? [] : ['-c', config]),
    ...(url === undefined ? [] : ['-s', url]),
    ...(username === undefined ? [] : ['-u', username]),
  ];
  return sh`${path} ${options}`;
}

/** The process list shows arguments to everybody, so a password goes into a private file of configuration. */
function ownConfiguration({ server_url: url, username }: Args, password: string): string {
  if (url === undefined)
    fail('password needs server_url beside it: both go into a private file for supervisorctl', { changed: false });
  const entries = { serverurl: url, ...(username === undefined ? {} : { username }), password };
  const lines = Object.entries(entries).map(([key, value]) => `${key} = ${value.replaceAll('%', '%%')}\n`);
  return `[supervisorctl]\n${lines.join('')}`;
}

function programsOf(given: Args) {
  const script = sh`${systemPath} command -v ${given.supervisorctl_path ?? 'supervisorctl'} >/dev/null || exit 99; ${control(given)} status 2>&1`;
  return probe(script, ({ status, stdout }): readonly Program[] => {
    if (status === 99) fail('Failed to find required executable "supervisorctl" on the target: install supervisor');
    const text = stdout.toString();
    if (/refused|no such file|SHUTDOWN_STATE|authentication/i.test(text)) fail(text.trim(), { changed: false });
    return text.split('\n').flatMap((line) => {
      const [name = '', state] = line.trim().split(/\s+/);
      return state === undefined ? [] : [{ name, state }];
    });
  });
}

interface Step {
  readonly what: string;
  readonly run: Script;
  /** How each line ends that tells of a program that was reached. */
  readonly done: string;
}

function stepOf(given: Args, meant: readonly Program[]): Step | undefined {
  const { name, state, signal = '' } = given;
  const tool = control(given);
  const group = name.replace(/:$/, '');
  const running = meant.filter((one) => one.state === 'RUNNING' || one.state === 'STARTING');
  const all = name.endsWith(':') ? `${name}*` : name;
  switch (state) {
    case 'started':
      return meant.length > 0 && running.length === meant.length
        ? undefined
        : { what: 'start', done: 'started', run: sh`${tool} start ${all}` };
    case 'stopped':
      return meant.length > 0 && running.length === 0
        ? undefined
        : { what: 'stop', done: 'stopped', run: sh`${tool} stop ${all}` };
    case 'restarted':
      return { what: 'restart', done: 'started', run: sh`${tool} update >/dev/null; ${tool} restart ${all}` };
    // What does not run cannot be signalled, which is no failure.
    case 'signalled':
      if (meant.length > 0 && running.length === 0) return undefined;
      return { what: `signal ${signal}`, done: 'signalled', run: sh`${tool} signal ${signal} ${all}` };
    case 'present':
      return meant.length > 0
        ? undefined
        : { what: 'add', done: 'added process group', run: sh`${tool} reread >/dev/null; ${tool} add ${group}` };
    case 'absent': {
      if (meant.length === 0) return undefined;
      const stop = given.stop_before_removing ? sh`${tool} stop ${all} >/dev/null;` : sh``;
      return {
        what: 'remove',
        done: 'removed process group',
        run: sh`${stop} ${tool} reread >/dev/null; ${tool} remove ${group}`,
      };
    }
  }
}
