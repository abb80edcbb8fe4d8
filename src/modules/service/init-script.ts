import { ask, change, fail, type Conversation, type Result } from '../../module-kit/index.js';
import { initScript, type InitScript, type InitScriptSubject } from '../../questions/init-script.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import { finalState, type ServiceArgs } from './arguments.js';

interface InitArgs extends ServiceArgs {
  readonly runlevel: string;
  readonly pattern: string | undefined;
  readonly arguments: string;
  readonly sleep: number | undefined;
}

/** Brings a service of OpenRC or of System V scripts into the wanted state. */
export function* manageInitScript(args: InitArgs, manager: InitScriptSubject['manager']): Conversation<Result> {
  const { name, runlevel, pattern } = args;
  const { now } = yield* ask({
    now: initScript({ name, manager, runlevel, ...(pattern === undefined ? {} : { pattern }) }),
  });
  if (!now.exists) fail(`Could not find the requested service ${name}: host`);
  const steps = [...enabling(args, now, manager), ...running(args, now, manager)];
  if (steps.length > 0) {
    const what = steps.map((step) => step.what).join(', ');
    const outcome = yield* change({
      what,
      after: name,
      run: joinScripts(
        steps.map((step) => step.run),
        ' &&\n',
      ),
      mayFail: true,
    });
    if (outcome && outcome.status !== 0)
      fail(`Unable to ${what} service ${name}: ${(outcome.stderr.toString() || outcome.stdout.toString()).trim()}`, {
        name,
        rc: outcome.status,
      });
  }
  const state = finalState(args.state);
  return {
    name,
    ...(args.enabled === undefined ? {} : { enabled: args.enabled }),
    ...(state === undefined ? {} : { state }),
  };
}

interface Step {
  readonly what: string;
  readonly run: Script;
}

function enabling({ name, enabled, runlevel }: InitArgs, now: InitScript, manager: string): Step[] {
  if (enabled === undefined || enabled === now.isEnabled) return [];
  const what = enabled ? 'enable' : 'disable';
  if (manager === 'openrc') return [{ what, run: sh`rc-update ${enabled ? 'add' : 'delete'} ${name} ${runlevel}` }];
  const run = sh`PATH=$PATH:/usr/sbin:/sbin; if command -v update-rc.d >/dev/null; then
  { [ ${enabled ? 'yes' : 'no'} = no ] || update-rc.d ${name} defaults; } && update-rc.d ${name} ${what}
elif command -v chkconfig >/dev/null; then chkconfig ${name} ${enabled ? 'on' : 'off'}
else echo 'neither update-rc.d nor chkconfig is on the target' >&2; false; fi`;
  return [{ what, run }];
}

function running(args: InitArgs, now: InitScript, manager: string): Step[] {
  const { state, sleep } = args;
  if (state === undefined || (state === 'started' && now.isRunning) || (state === 'stopped' && !now.isRunning))
    return [];
  if (state === 'restarted' && sleep !== undefined)
    return [
      { what: 'restart', run: sh`${call(args, manager, 'stop')}; sleep ${sleep}; ${call(args, manager, 'start')}` },
    ];
  const verb =
    state === 'restarted'
      ? 'restart'
      : state === 'stopped'
        ? 'stop'
        : state === 'reloaded' && now.isRunning
          ? 'reload'
          : 'start';
  return [{ what: verb, run: call(args, manager, verb) }];
}

/** Output goes to a file of its own: a daemon that keeps it open would keep the script from ending. */
function call({ name, arguments: extra }: InitArgs, manager: string, verb: string): Script {
  const words = extra === '' ? [] : extra.split(/\s+/);
  const run =
    manager === 'openrc' ? sh`rc-service -- ${name} ${verb} ${words}` : sh`${`/etc/init.d/${name}`} ${verb} ${words}`;
  return sh`{ log=$(mktemp) && ${run} >"$log" 2>&1 </dev/null; status=$?; [ $status = 0 ] || cat "$log" >&2; rm -f -- "$log"; [ $status = 0 ]; }`;
}
