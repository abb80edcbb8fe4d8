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
import { joinScripts, sh } from '../shell/script.js';
import { snaps, type InstalledSnap, type Snaps } from './snap/installed.js';
import { readOptions, settingsOf } from './snap/options.js';

const args = {
  name: arg.list(arg.string({ doc: '' }))({ required: true, doc: 'Snaps, or files of the target with one.' }),
  state: arg.oneOf('absent', 'present', 'enabled', 'disabled')({ default: 'present', doc: 'What should be of them.' }),
  classic: flag('Let it reach the whole system.'),
  channel: arg.string({ doc: 'Where it and its updates come from; without a track that of `latest`.' }),
  options: arg.list(arg.string({ doc: '' }))({ doc: 'Settings: `key=value`, or `snap:key=value` for one of them.' }),
  dangerous: flag('Accept a file without a signature.'),
} as const;

type Args = ValuesOf<typeof args>;

export const snap = defineModule({
  name: 'community.general.snap',
  summary: 'Install and remove snaps.',
  args,
  examples: [
    'community.general.snap: { name: go, classic: true, channel: 1.22/stable }',
    'community.general.snap: { name: [lxd, jq], state: absent }',
  ],

  *run(given): Conversation<Result> {
    const { state } = given;
    for (const name of given.name) if (name.startsWith('-')) fail(`not the name of a snap: ${name}`);
    const { now } = yield* ask({ now: snaps });
    const steps = stepsFor(given, now);
    const cmd = steps.map(({ words }) => words.join(' ')).join('; ');
    for (const { what, words } of steps) yield* run(what, words);
    const said = {
      version: now.version,
      channel: given.channel ?? null,
      classic: given.classic,
      ...(steps.length > 0 ? { cmd, [resultKeys[state]]: steps.flatMap(({ names }) => names) } : {}),
    };
    if (state !== 'present' || !given.options) return { ...said, changed: steps.length > 0 };
    const fresh = given.name.map(plainName).filter((name) => !now.installed.has(name));
    const set = yield* setOptions(given, fresh);
    return {
      ...said,
      changed: steps.length > 0 || set.length > 0,
      ...(set.length > 0 ? { options_changed: set } : {}),
    };
  },
});

const resultKeys = {
  absent: 'snaps_removed',
  present: 'snaps_installed',
  enabled: 'snaps_enabled',
  disabled: 'snaps_disabled',
} as const;

interface SnapStep {
  readonly what: string;
  readonly names: readonly string[];
  readonly words: readonly string[];
}

function stepsFor(given: Args, { installed }: Snaps): readonly SnapStep[] {
  if (given.state === 'present') return given.name.flatMap((name) => presence(given, name, installed));
  const verb = { absent: 'remove', enabled: 'enable', disabled: 'disable' }[given.state];
  return given.name.map(plainName).flatMap((name) => {
    const now = installed.get(name);
    if (!now) return given.state === 'absent' ? [] : fail(`snap ${name} is not installed`);
    const isRight = given.state !== 'absent' && now.isEnabled === (given.state === 'enabled');
    return isRight ? [] : [{ what: verb, names: [name], words: ['snap', verb, name] }];
  });
}

function presence(given: Args, name: string, installed: ReadonlyMap<string, InstalledSnap>): readonly SnapStep[] {
  const now = installed.get(plainName(name));
  if (now && (given.channel === undefined || tracks(now, given.channel))) return [];
  const verb = now ? 'refresh' : 'install';
  const options = [
    ...(given.classic ? ['--classic'] : []),
    ...(given.channel === undefined ? [] : [`--channel=${given.channel}`]),
    ...(given.dangerous && !now ? ['--dangerous'] : []),
  ];
  return [{ what: verb, names: [name], words: ['snap', verb, name, ...options] }];
}

/** A channel without a track is that of `latest`; `snap list` cuts off branches. */
function tracks({ tracking }: InstalledSnap, channel: string): boolean {
  const whole = channel.includes('/') ? channel : `latest/${channel}`;
  return tracking.endsWith('…') ? whole.startsWith(tracking.slice(0, -1)) : tracking === whole;
}

/** The name of the snap in a file: `/srv/jq_1.7_amd64.snap`. */
function plainName(name: string): string {
  return /^(?:.*\/)?([^/_]+)[^/]*\.snap$/.exec(name)?.[1] ?? name;
}

/** Sets what is set otherwise. What is to be installed, in a check, has no settings yet. */
function* setOptions({ name: given, options = [] }: Args, fresh: readonly string[]): Conversation<readonly string[]> {
  const names = given.map(plainName);
  const wanted = readOptions(options, names);
  const changed: string[] = [];
  for (const name of names) {
    const own = wanted.filter((option) => option.snap === undefined || option.snap === name);
    if (own.length === 0) continue;
    const { now } = fresh.includes(name) ? { now: new Map<string, string>() } : yield* ask({ now: settingsOf(name) });
    const differing = own.filter(({ key, value }) => now.get(key) !== value).map(({ key, value }) => `${key}=${value}`);
    if (differing.length === 0) continue;
    yield* run('set options', ['snap', 'set', name, ...differing]);
    changed.push(...differing.map((option) => `${name}:${option}`));
  }
  return changed;
}

function* run(what: string, words: readonly string[]): Conversation<void> {
  const script = joinScripts([sh`export LC_ALL=C.UTF-8`, sh`${words}`]);
  const outcome = yield* change({ what, after: words.slice(2).join(' '), run: script, mayFail: true, speaks: true });
  if (!outcome || outcome.status === 0) return;
  const keys = outputKeys(outcome, false);
  fail(`Snap operation failed while executing '${words.join(' ')}': ${keys.stderr.trim() || keys.stdout.trim()}`, {
    rc: outcome.status,
    cmd: words.join(' '),
    ...keys,
  });
}
