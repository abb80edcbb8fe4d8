import { ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { firewalldArguments, settingNames, type FirewalldArgs } from './firewalld/arguments.js';
import { settingOf, type Setting } from './firewalld/settings.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';

export const firewalld = defineModule({
  name: 'ansible.posix.firewalld',
  summary: 'Manage the zones of the firewall firewalld, and what is in them.',
  args: firewalldArguments,
  rules: {
    mutuallyExclusive: [settingNames],
    requiredBy: { interface: ['zone'], target: ['zone'], source: ['permanent'] },
  },
  examples: [
    'firewalld: { service: https, permanent: true, immediate: true, state: enabled }',
    'firewalld: { zone: trusted, interface: eth1, permanent: true, state: enabled }',
  ],

  *run(args): Conversation<Result> {
    const { now: isRunning } = yield* ask({ now: state });
    const kinds = scopesOf(args, isRunning);
    const offline = isRunning ? [] : ['(offline operation: only on-disk configs were altered)'];
    const steps = yield* stepsOf(args, kinds, isRunning);
    const told = steps.map((step) => step.told);
    const isNothing = settingNames.every((name) => args[name] === undefined) && !isZoneState(args);
    const heading = isNothing ? [] : [headingOf(kinds)];
    const msg = [...heading, ...new Set(told), ...offline].join(', ');
    if (steps.length === 0) return { changed: false, msg };
    const run = joinScripts(
      steps.map((step) => sh`${step.run} >/dev/null`),
      ' &&\n',
    );
    const outcome = yield* runProgram({ what: 'firewall', after: told.join(', '), run }, 'ERROR: ');
    return { changed: true, ...(outcome ? { msg } : {}) };
  },
});

type Scope = 'permanent' | 'runtime';

interface Step {
  readonly told: string;
  readonly run: Script;
}

const state = probe(
  sh`${systemPath} command -v firewall-cmd >/dev/null || exit 99; firewall-cmd --state >/dev/null 2>&1`,
  ({ status }) => {
    if (status === 99) fail('Failed to find required executable "firewall-cmd" on the target: install firewalld');
    return status === 0;
  },
);

function isZoneState(args: FirewalldArgs): boolean {
  return args.state === 'present' || args.state === 'absent';
}

/** What a task changes. Without its daemon only what is on the disk can be changed. */
function scopesOf({ permanent, immediate, offline }: FirewalldArgs, isRunning: boolean): Scope[] {
  const isImmediate = (immediate || !permanent) && (isRunning || !offline || !permanent);
  if (isImmediate && !isRunning)
    fail('firewall is not currently running, unable to perform immediate actions without a running firewall daemon', {
      changed: false,
    });
  return [...(permanent ? (['permanent'] as const) : []), ...(isImmediate ? (['runtime'] as const) : [])];
}

function headingOf(scopes: readonly Scope[]): string {
  if (scopes.length === 2) return 'Permanent and Non-Permanent(immediate) operation';
  return scopes[0] === 'permanent' ? 'Permanent operation' : 'Non-permanent operation';
}

function* stepsOf(args: FirewalldArgs, scopes: readonly Scope[], isRunning: boolean): Conversation<Step[]> {
  const setting = settingOf(args);
  if (setting && isZoneState(args))
    fail('absent and present state can only be used in zone level operations', { changed: false });
  if (setting) return yield* settingSteps(args, setting, { scopes, isRunning });
  if (args.target === undefined && !isZoneState(args)) return [];
  if (!args.permanent || args.immediate)
    fail(
      "Zone operations must be permanent. Make sure you didn't set the 'permanent' flag to 'false' or the 'immediate' flag to 'true'.",
      { changed: false },
    );
  return args.target === undefined
    ? yield* zoneSteps(args, isRunning)
    : yield* targetSteps(args, args.target, isRunning);
}

function program(scope: Scope, isRunning: boolean): Script {
  if (!isRunning) return rawShell('firewall-offline-cmd');
  return rawShell(scope === 'permanent' ? 'firewall-cmd --permanent' : 'firewall-cmd');
}

interface Where {
  readonly scopes: readonly Scope[];
  readonly isRunning: boolean;
}

function* settingSteps(args: FirewalldArgs, setting: Setting, where: Where): Conversation<Step[]> {
  const { scopes, isRunning } = where;
  const option = (zone: string | undefined): Script => (zone === undefined ? rawShell('') : sh`${`--zone=${zone}`}`);
  const queries = scopes.map(
    (scope) => sh`said=$(${program(scope, isRunning)} ${option(args.zone)} ${setting.query} 2>&1); echo "$? $said"`,
  );
  const script = sh`${systemPath} ${program('permanent', isRunning)} --get-default-zone 2>/dev/null || firewall-cmd --get-default-zone
${joinScripts(queries)}`;
  const { now } = yield* ask({ now: probe(script, ({ stdout }) => stdout.toString().trim().split('\n')) });
  const [standard = '', ...answers] = now;
  const zone = args.zone ?? standard;
  return scopes.flatMap((scope, index): Step[] => {
    if (isSet(answers[index] ?? '') === setting.isWanted) return [];
    const timeout = scope === 'runtime' && args.timeout > 0 && setting.isWanted ? [`--timeout=${args.timeout}`] : [];
    const run = sh`${program(scope, isRunning)} ${option(args.zone)} ${setting.change} ${timeout}`;
    return [{ told: setting.told(zone), run }];
  });
}

/** firewall-cmd ends with 1 for "no"; other numbers are errors. */
function isSet(answer: string): boolean {
  const [, status, said = ''] = /^(\d+) ?(.*)$/.exec(answer) ?? [];
  if (status === '0') return true;
  return status === '1' ? false : fail(`ERROR: Exception caught: ${said.replace(/^Error: /, '')}`, { changed: false });
}

function* zoneSteps({ zone, state: wanted }: FirewalldArgs, isRunning: boolean): Conversation<Step[]> {
  if (zone === undefined) return [];
  const tool = program('permanent', isRunning);
  const { zones } = yield* ask({
    zones: probe(sh`${systemPath} ${tool} --get-zones`, ({ stdout }) => stdout.toString().trim().split(/\s+/)),
  });
  const isWanted = wanted === 'present';
  if (zones.includes(zone) === isWanted) return [];
  const told = isWanted
    ? `Added zone ${zone}, Changed zone ${zone} to present`
    : `Removed zone ${zone}, Changed zone ${zone} to absent`;
  return [{ told, run: sh`${tool} ${`--${isWanted ? 'new' : 'delete'}-zone=${zone}`}` }];
}

function* targetSteps(
  { zone = '', state: wanted }: FirewalldArgs,
  target: string,
  isRunning: boolean,
): Conversation<Step[]> {
  const tool = sh`${program('permanent', isRunning)} ${`--zone=${zone}`}`;
  const { now } = yield* ask({
    now: probe(sh`${systemPath} ${tool} --get-target`, ({ status, stdout, stderr }) =>
      status === 0
        ? stdout.toString().trim()
        : fail(`ERROR: Exception caught: ${stderr.toString().trim()}`, { changed: false }),
    ),
  });
  const isWanted = wanted === 'present' || wanted === 'enabled';
  const after = isWanted ? target : 'default';
  if (now === after) return [];
  const told = isWanted ? `Set zone ${zone} target to ${target}` : `Reset zone ${zone} target to default`;
  return [{ told, run: sh`${tool} ${`--set-target=${after}`}` }];
}
