import { ask, change, fail, type Conversation, type Result, type ValuesOf } from '../../module-kit/index.js';
import { systemctl, unit, type Unit, type UnitScope } from '../../questions/unit.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import { finalState, type ServiceArgs, type systemdArguments } from './arguments.js';

export interface SystemdArgs extends ValuesOf<typeof systemdArguments> {
  readonly name: string | undefined;
  readonly state: ServiceArgs['state'];
  readonly enabled: boolean | undefined;
}

/** Brings a unit into the wanted state: one question, then one script for all that differs. */
export function* manageUnit(args: SystemdArgs): Conversation<Result> {
  refuseGlob(args.name);
  yield* reloadManager(args);
  const { name } = args;
  if (name === undefined) return { name: null, status: {}, changed: false };
  const { now } = yield* ask({ now: unit({ name, scope: args.scope }) });
  if (!now) fail(`the target has no systemctl to manage ${name} with`, { name });
  const isAsked = args.state !== undefined || args.enabled !== undefined;
  if (!now.exists && isAsked && args.masked !== true) fail(`Could not find the requested service ${name}: host`);
  yield* mend(name, actionsOf(args, now), args.scope);
  const state = finalState(args.state);
  return {
    name,
    ...(args.enabled === undefined ? {} : { enabled: args.enabled }),
    ...(state === undefined ? {} : { state }),
    status: now.properties,
  };
}

/** What reads unit files anew is no change of state: Ansible does not count it either. */
function* reloadManager({ daemon_reexec, daemon_reload, scope }: SystemdArgs): Conversation<void> {
  const verbs = [...(daemon_reexec ? ['daemon-reexec'] : []), ...(daemon_reload ? ['daemon-reload'] : [])];
  for (const verb of verbs) {
    const outcome = yield* change({ what: verb, run: sh`${systemctl(scope)} ${verb}`, counts: false, mayFail: true });
    if (outcome && outcome.status !== 0)
      fail(`failure ${outcome.status} during ${verb}: ${outcome.stderr.toString().trim()}`, { rc: outcome.status });
  }
}

/** One verb of systemctl with its options, and what it changes for people. */
interface Action {
  readonly verb: string;
  readonly options: readonly string[];
  readonly before: string;
}

/** What to do, in the order it must be done in. */
export function actionsOf(args: SystemdArgs, now: Unit): readonly Action[] {
  const actions: Action[] = [];
  const force = args.force ? ['--force'] : [];
  if (args.masked !== undefined && args.masked !== now.isMasked)
    actions.push({
      verb: args.masked ? 'mask' : 'unmask',
      options: ['--quiet', ...force],
      before: now.isMasked ? 'masked' : 'not masked',
    });
  // Of a masked unit nobody knows whether it was enabled.
  const isEnabled = now.isMasked ? undefined : now.isEnabled;
  if (args.enabled !== undefined && args.enabled !== (isEnabled ?? false))
    actions.push({
      verb: args.enabled ? 'enable' : 'disable',
      options: ['--quiet', ...force],
      before: isEnabled ? 'enabled' : 'disabled',
    });
  const verb = args.scope === 'global' ? undefined : stateVerb(args.state, now.activeState);
  if (verb !== undefined) actions.push({ verb, options: args.no_block ? ['--no-block'] : [], before: now.activeState });
  return actions;
}

function stateVerb(state: SystemdArgs['state'], active: string): string | undefined {
  const isRunning = active === 'active' || active === 'activating' || active === 'reloading';
  if (state === 'started') return isRunning ? undefined : 'start';
  if (state === 'stopped') return isRunning || active === 'deactivating' ? 'stop' : undefined;
  if (state === 'reloaded') return isRunning ? 'reload' : 'start';
  if (state === 'restarted') return isRunning ? 'restart' : 'start';
  return undefined;
}

function* mend(name: string, actions: readonly Action[], scope: UnitScope): Conversation<void> {
  if (actions.length === 0) return;
  const run = joinScripts(
    actions.map((action) => scriptOf(name, action, scope)),
    ' &&\n',
  );
  const what = actions.map(({ verb }) => verb).join(', ');
  const before = actions.map((action) => action.before).join(', ');
  const outcome = yield* change({ what, before, after: name, run, mayFail: true });
  if (outcome && outcome.status !== 0) fail(complaint(name, outcome));
}

/** Tells its verb first: of several, the last one told is the one that failed. */
function scriptOf(name: string, { verb, options }: Action, scope: UnitScope): Script {
  return sh`echo ${verb} && ${systemctl(scope)} ${verb} ${options} -- ${name}`;
}

function complaint(name: string, { stdout, stderr }: Outcome): string {
  const verb = stdout.toString().trim().split('\n').at(-1) ?? '';
  if (verb.endsWith('mask')) return `Failed to ${verb} the service (${name}): ${stderr.toString().trim()}`;
  return `Unable to ${verb} service ${name}: ${stderr.toString()}`;
}

function refuseGlob(name: string | undefined): void {
  const found = name === undefined ? undefined : /[*?[]/.exec(name)?.[0];
  if (found !== undefined)
    fail(
      `This module does not currently support using glob patterns, found '${found}' in service name: ${name ?? ''}`,
      { name: name ?? null },
    );
}
