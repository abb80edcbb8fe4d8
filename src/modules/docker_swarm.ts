import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { Engine, engineArguments, dataOf, objectAt, textAt, valueAt, type EngineData } from './docker/engine.js';
import { swarmDifferences, swarmSpec, swarmSpecArguments } from './docker/swarm-spec.js';
import { findMembership, unlockKey, type SwarmMembership } from './docker/swarm.js';

const args = {
  ...engineArguments,
  ...swarmSpecArguments,
  state: arg.oneOf('present', 'join', 'absent', 'remove')({ default: 'present', doc: 'What should be.' }),
  advertise_addr: arg.string({ doc: 'The address that other nodes reach this one by.' }),
  default_addr_pool: arg.list(arg.string({ doc: 'A subnet.' }))({ doc: 'Where subnets of networks are taken from.' }),
  subnet_size: arg.integer({ doc: 'The length of the prefix of these subnets.' }),
  listen_addr: arg.string({ default: '0.0.0.0:2377', doc: 'Where it listens to other nodes.' }),
  data_path_addr: arg.string({ doc: 'The address for the traffic of containers.' }),
  data_path_port: arg.integer({ doc: 'The port for the traffic of containers.' }),
  force: arg.boolean({ default: false, doc: 'Make a new swarm in any case; leave one as its manager too.' }),
  join_token: arg.string({ secret: true, doc: 'What lets it join.' }),
  remote_addrs: arg.list(arg.string({ doc: 'An address.' }))({ doc: 'Managers of the swarm to join.' }),
  node_id: arg.string({ doc: 'The node to remove.' }),
  rotate_worker_token: arg.boolean({ default: false, doc: 'Make a new token for workers.' }),
  rotate_manager_token: arg.boolean({ default: false, doc: 'Make a new token for managers.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerSwarm = defineModule({
  name: 'community.docker.docker_swarm',
  aliases: ['community.general.docker_swarm'],
  summary: 'Make, join or leave a swarm.',
  args,
  rules: {
    requiredIf: [
      ['state', 'join', ['remote_addrs', 'join_token']],
      ['state', 'remove', ['node_id']],
    ],
  },
  examples: ['community.docker.docker_swarm: { advertise_addr: 10.0.0.1 }'],
  *run(given, target): Conversation<Result> {
    const engine = new Engine(given);
    const membership = yield* findMembership(engine);
    const { actions, differences = {}, ...facts } = yield* stateConversations[given.state](engine, given, membership);
    const before = Object.fromEntries(Object.entries(differences).map(([name, [now]]) => [name, now]));
    const after = Object.fromEntries(Object.entries(differences).map(([name, [, wanted]]) => [name, wanted]));
    return { actions, result: '', ...facts, ...(target.diff && { diff: { before, after } }) };
  },
});

interface Done {
  readonly actions: readonly string[];
  readonly swarm_facts?: Json;
  readonly differences?: Readonly<Record<string, readonly [now: Json, wanted: Json]>>;
}

type Work = (engine: Engine, given: Args, membership: SwarmMembership) => Conversation<Done>;

const stateConversations: Readonly<Record<Args['state'], Work>> = {
  present: (engine, given, membership) =>
    membership.isManager && !given.force ? update(engine, given) : create(engine, given, membership),
  join,
  absent: leave,
  remove,
};

function* create(engine: Engine, given: Args, { state }: SwarmMembership): Conversation<Done> {
  if (state === 'locked') return fail('the swarm is locked: unlock it, or leave it with force');
  const body = {
    ListenAddr: given.listen_addr,
    AdvertiseAddr: given.advertise_addr,
    DataPathAddr: given.data_path_addr,
    DataPathPort: given.data_path_port,
    DefaultAddrPool: given.default_addr_pool,
    SubnetSize: given.subnet_size,
    ForceNewCluster: given.force,
    Spec: swarmSpec(given, {}),
  };
  const response = yield* engine.change(
    { what: 'create swarm', after: given.advertise_addr ?? given.listen_addr },
    { method: 'POST', path: '/swarm/init', body },
  );
  const swarm: EngineData = (response && (yield* engine.find('/swarm'))) ?? {};
  return {
    actions: [`New Swarm cluster created: ${textAt(swarm, 'ID') ?? 'None'}`],
    differences: { state: ['absent', 'present'] },
    swarm_facts: {
      JoinTokens: (swarm['JoinTokens'] ?? null) as Json,
      UnlockKey: response ? yield* unlockKey(engine) : null,
    },
  };
}

function* update(engine: Engine, given: Args): Conversation<Done> {
  const swarm = dataOf(yield* engine.get({ path: '/swarm' }));
  const spec = objectAt(swarm, 'Spec');
  const differences = {
    ...swarmDifferences(given, spec),
    ...(given.rotate_worker_token && { rotate_worker_token: [false, true] as const }),
    ...(given.rotate_manager_token && { rotate_manager_token: [false, true] as const }),
  };
  if (Object.keys(differences).length === 0) return { actions: ['No modification'], ...(yield* facts(engine)) };
  const query = {
    version: String(valueAt(swarm, 'Version', 'Index')),
    rotateWorkerToken: String(given.rotate_worker_token),
    rotateManagerToken: String(given.rotate_manager_token),
  };
  yield* engine.change(
    { what: `update swarm (${Object.keys(differences).join(', ')})` },
    { method: 'POST', path: '/swarm/update', query, body: swarmSpec(given, spec) },
  );
  return { actions: ['Swarm cluster updated'], differences, ...(yield* facts(engine)) };
}

/** What the swarm is, with the tokens to join it, and the key that unlocks managers. */
function* facts(engine: Engine): Conversation<{ swarm_facts: Json }> {
  const swarm: EngineData = (yield* engine.find('/swarm')) ?? {};
  return { swarm_facts: { ...swarm, UnlockKey: yield* unlockKey(engine) } as Json };
}

function* join(engine: Engine, given: Args, { state }: SwarmMembership): Conversation<Done> {
  if (state === 'active') return { actions: ['This node is already part of a swarm.'] };
  const body = {
    ListenAddr: given.listen_addr,
    AdvertiseAddr: given.advertise_addr,
    DataPathAddr: given.data_path_addr,
    RemoteAddrs: given.remote_addrs,
    JoinToken: given.join_token,
  };
  yield* engine.change(
    { what: 'join swarm', after: given.remote_addrs?.join(', ') ?? '' },
    { method: 'POST', path: '/swarm/join', body },
  );
  return { actions: ['New node is added to swarm cluster'], differences: { joined: [false, true] } };
}

function* leave(engine: Engine, { force }: Args, { state }: SwarmMembership): Conversation<Done> {
  if (state === 'inactive') return { actions: ['This node is not part of a swarm.'] };
  yield* engine.change(
    { what: 'leave swarm' },
    { method: 'POST', path: '/swarm/leave', query: { force: String(force) } },
  );
  return { actions: ['Node has left the swarm cluster'], differences: { joined: ['present', 'absent'] } };
}

function* remove(engine: Engine, { node_id = '', force }: Args, { isManager }: SwarmMembership): Conversation<Done> {
  if (!isManager) fail('This node is not a manager.');
  const node = yield* engine.find(`/nodes/${encodeURIComponent(node_id)}`);
  if (!node) return { actions: ['This node is not part of a swarm.'] };
  if (textAt(node, 'Status', 'State') !== 'down' && !force)
    fail('Can not remove the node. The status node is ready and not down.');
  yield* engine.change(
    { what: 'remove node from swarm', before: node_id },
    { method: 'DELETE', path: `/nodes/${textAt(node, 'ID') ?? node_id}`, query: { force: String(force) } },
  );
  return { actions: ['Node is removed from swarm cluster.'], differences: { joined: [true, false] } };
}
