import { arg, type ValuesOf } from '../../module-kit/index.js';
import type { Json } from '../../values/json.js';
import { texts } from './container-options.js';
import { objectAt, valueAt, type EngineData } from './engine.js';

/** What a swarm is told of how it works. */
export const swarmSpecArguments = {
  name: arg.string({ doc: 'The name of the swarm.' }),
  labels: arg.dict({ doc: 'Labels.' }),
  task_history_retention_limit: arg.integer({ doc: 'How many tasks of the past are kept.' }),
  snapshot_interval: arg.integer({ doc: 'Log entries between snapshots.' }),
  keep_old_snapshots: arg.integer({ doc: 'How many old snapshots are kept.' }),
  log_entries_for_slow_followers: arg.integer({ doc: 'Log entries that are kept after a snapshot.' }),
  election_tick: arg.integer({ doc: 'Ticks without a leader until an election.' }),
  heartbeat_tick: arg.integer({ doc: 'Ticks between heartbeats of the leader.' }),
  dispatcher_heartbeat_period: arg.integer({ doc: "Nanoseconds between a node's heartbeats." }),
  node_cert_expiry: arg.integer({ doc: "Nanoseconds that nodes' certificates are good for." }),
  signing_ca_cert: arg.string({ doc: 'The certificate that signs those of nodes.' }),
  signing_ca_key: arg.string({ secret: true, doc: 'The key that signs them.' }),
  ca_force_rotate: arg.integer({ doc: 'Another number makes a new authority.' }),
  autolock_managers: arg.boolean({ doc: 'Lock managers when they start anew.' }),
} as const;

type SpecArguments = ValuesOf<typeof swarmSpecArguments>;

/** Where each argument is in the specification. */
const places: Readonly<Record<keyof SpecArguments, readonly string[]>> = {
  name: ['Name'],
  labels: ['Labels'],
  task_history_retention_limit: ['Orchestration', 'TaskHistoryRetentionLimit'],
  snapshot_interval: ['Raft', 'SnapshotInterval'],
  keep_old_snapshots: ['Raft', 'KeepOldSnapshots'],
  log_entries_for_slow_followers: ['Raft', 'LogEntriesForSlowFollowers'],
  election_tick: ['Raft', 'ElectionTick'],
  heartbeat_tick: ['Raft', 'HeartbeatTick'],
  dispatcher_heartbeat_period: ['Dispatcher', 'HeartbeatPeriod'],
  node_cert_expiry: ['CAConfig', 'NodeCertExpiry'],
  signing_ca_cert: ['CAConfig', 'SigningCACert'],
  signing_ca_key: ['CAConfig', 'SigningCAKey'],
  ca_force_rotate: ['CAConfig', 'ForceRotate'],
  autolock_managers: ['EncryptionConfig', 'AutoLockManagers'],
};

/** What the engine does not tell again. */
const untold: ReadonlySet<string> = new Set(['signing_ca_cert', 'signing_ca_key']);

function given(args: SpecArguments): (readonly [name: string, place: readonly string[], value: Json])[] {
  return Object.entries(places).flatMap(([name, place]) => {
    const value = name === 'labels' ? args.labels && texts(args.labels) : args[name as keyof typeof places];
    return value === undefined ? [] : [[name, place, value as Json] as const];
  });
}

/** The specification with what the task sets; the rest is as it is. */
export function swarmSpec(args: SpecArguments, now: EngineData): EngineData {
  return given(args).reduce<EngineData>((spec, [, [first = '', second], value]) => {
    return { ...spec, [first]: second === undefined ? value : { ...objectAt(spec, first), [second]: value } };
  }, now);
}

/** What of the specification is not as the task sets it: what it is, and what it should be. */
export function swarmDifferences(
  args: SpecArguments,
  now: EngineData,
): Readonly<Record<string, readonly [Json, Json]>> {
  const sorted = (value: unknown): string =>
    JSON.stringify(typeof value === 'object' && value !== null ? Object.entries(value).sort() : value);
  return Object.fromEntries(
    given(args).flatMap(([name, place, wanted]) => {
      const present = (valueAt(now, ...place) ?? null) as Json;
      const isSame = untold.has(name) || sorted(present ?? (name === 'labels' ? {} : false)) === sorted(wanted);
      return isSame ? [] : [[name, [present, wanted]] as const];
    }),
  );
}
