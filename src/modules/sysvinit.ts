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
import { probe, type Question } from '../questions/question.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { splitWords } from '../shell/split-words.js';
import type { Json } from '../values/json.js';
import { systemPath } from './programs/path.js';

const args = {
  name: arg.string({ required: true, aliases: ['service'], doc: 'The service: a script of /etc/init.d.' }),
  state: arg.oneOf('started', 'stopped', 'restarted', 'reloaded')({ doc: 'Its state.' }),
  enabled: arg.boolean({ doc: 'Whether it starts when the machine does.' }),
  runlevels: arg.list(arg.string({ doc: 'A runlevel.' }))({ doc: 'Only in these runlevels.' }),
  sleep: arg.integer({ default: 1, doc: 'Seconds between stop and start of a restart.' }),
  pattern: arg.string({ doc: 'Text to look for among the processes, for scripts without status.' }),
  arguments: arg.string({ aliases: ['args'], doc: 'More words for the script.' }),
  daemonize: arg.boolean({ default: false, doc: 'Nothing: scripts are always run apart from the connection.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const sysvinit = defineModule({
  name: 'ansible.builtin.sysvinit',
  summary: 'Start, stop and enable services of System V scripts.',
  args,
  rules: { requiredOneOf: [['state', 'enabled']] },
  examples: ['sysvinit: { name: apache2, state: started, enabled: true, runlevels: [3, 5] }'],

  *run(given): Conversation<Result> {
    const { name, state = 'null', runlevels } = given;
    const { now } = yield* ask({ now: serviceNow(given) });
    if (!now.exists) fail(`Could not find the requested service ${name}: `);
    const enabled = yield* perform(given, isEnabledAsWished(given, now) ? undefined : enabling(given));
    const running = yield* perform(given, runningStep(given, now));
    const status = {
      enabled: { ...enabled, ...(runlevels === undefined ? {} : { runlevels }) },
      [state]: running,
    };
    return { changed: enabled.changed || running.changed, name, status };
  },
});

interface Now {
  readonly exists: boolean;
  readonly isRunning: boolean;
  /** The runlevels that it is started in. */
  readonly runlevels: readonly string[];
}

function serviceNow({ name, pattern }: Args): Question<Now> {
  const status =
    pattern === undefined
      ? sh`${`/etc/init.d/${name}`} status >/dev/null 2>&1 </dev/null`
      : sh`ps ax 2>/dev/null | grep -v grep | grep -qF -- ${pattern}`;
  const script = sh`${systemPath} [ -e ${`/etc/init.d/${name}`} ]; echo $?; ${status}; echo $?
for link in /etc/rc?.d/S[0-9][0-9]${name}; do [ -e "$link" ] && { link=\${link#/etc/rc}; echo "\${link%%.*}"; }; done; :`;
  return probe(script, ({ stdout }) => {
    const [exists, running, ...runlevels] = stdout.toString().trim().split('\n');
    return { exists: exists === '0', isRunning: running === '0', runlevels };
  });
}

function isEnabledAsWished({ enabled, runlevels }: Args, now: Now): boolean {
  if (enabled === undefined) return true;
  if (runlevels === undefined) return enabled === now.runlevels.length > 0;
  return runlevels.every((level) => now.runlevels.includes(level) === enabled);
}

interface Step {
  readonly what: string;
  readonly run: Script;
}

function enabling({ name, enabled = true, runlevels = [] }: Args): Step {
  const levels = runlevels.join('');
  const verb = enabled ? 'enable' : 'disable';
  const defaults = enabled ? sh`update-rc.d ${name} defaults && ` : sh``;
  const chosen = runlevels.length === 0 ? [] : ['--level', levels];
  return {
    what: verb,
    run: sh`if command -v update-rc.d >/dev/null; then ${defaults}update-rc.d ${name} ${verb} ${runlevels}
elif command -v chkconfig >/dev/null; then chkconfig --add ${name} && chkconfig ${chosen} ${name} ${enabled ? 'on' : 'off'}
else echo 'neither update-rc.d nor chkconfig is on the target' >&2; false; fi`,
  };
}

function runningStep(given: Args, now: Now): Step | undefined {
  const { state, sleep } = given;
  switch (state) {
    case undefined:
      return undefined;
    case 'started':
      return now.isRunning ? undefined : { what: 'start', run: call(given, 'start') };
    case 'stopped':
      return now.isRunning ? { what: 'stop', run: call(given, 'stop') } : undefined;
    case 'reloaded':
      return { what: 'reload', run: call(given, 'reload') };
    case 'restarted':
      return {
        what: 'restart',
        run: joinScripts([sh`${call(given, 'stop')} >/dev/null || exit`, sh`sleep ${sleep}`, call(given, 'start')]),
      };
  }
}

/** Output goes through a file: a daemon that keeps it open would keep the script from ending. */
function call({ name, arguments: extra = '' }: Args, verb: string): Script {
  const words = splitWords(extra) ?? fail(`arguments have an unbalanced quote: ${extra}`);
  const script = `/etc/init.d/${name}`;
  return sh`{ log=$(mktemp) && ${script} ${verb} ${words} >"$log" 2>"$log.err" </dev/null; status=$?
cat "$log"; cat "$log.err" >&2; rm -f -- "$log" "$log.err"; [ $status = 0 ]; }`;
}

interface Done {
  readonly changed: boolean;
  readonly rc: number | null;
  readonly stdout: string | null;
  readonly stderr: string | null;
  readonly [key: string]: Json;
}

const nothing: Done = { changed: false, rc: null, stdout: null, stderr: null };

function* perform({ name }: Args, step: Step | undefined): Conversation<Done> {
  if (!step) return nothing;
  const outcome = yield* change({ what: step.what, after: name, run: sh`${systemPath} ${step.run}`, mayFail: true });
  if (!outcome) return { ...nothing, changed: true };
  const done = { rc: outcome.status, stdout: outcome.stdout.toString(), stderr: outcome.stderr.toString() };
  if (done.rc !== 0) fail(`Failed to ${step.what} service: ${name}`, { name, ...done });
  return { changed: true, ...done };
}
