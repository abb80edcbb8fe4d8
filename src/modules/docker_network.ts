import { arg, defineModule, type Conversation, type ValuesOf } from '../module-kit/index.js';
import { texts } from './docker/container-options.js';
import { Engine, engineArguments, objectAt, textAt, valueAt, type EngineData } from './docker/engine.js';
import type { Json } from '../values/json.js';

const ipam = {
  subnet: arg.string({ doc: 'The subnet.' }),
  iprange: arg.string({ doc: 'The part of the subnet that addresses are taken from.' }),
  gateway: arg.string({ doc: 'The gateway.' }),
  aux_addresses: arg.dict({ doc: 'Addresses that are taken already: name to address.' }),
} as const;

const networkArguments = {
  ...engineArguments,
  name: arg.string({ required: true, aliases: ['network_name'], doc: 'The name of the network.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'What should be.' }),
  driver: arg.string({ default: 'bridge', doc: 'The driver of the network.' }),
  driver_options: arg.dict({ default: new Map(), doc: 'Options of the driver.' }),
  labels: arg.dict({ default: new Map(), doc: 'Labels.' }),
  connected: arg.list(arg.string({ doc: 'A container.' }))({
    default: [],
    aliases: ['containers'],
    doc: 'Containers that are connected to it.',
  }),
  appends: arg.boolean({ default: false, aliases: ['incremental'], doc: 'Leave other containers connected.' }),
  force: arg.boolean({ default: false, doc: 'Make the network anew in any case.' }),
  internal: arg.boolean({ doc: 'Without a way out.' }),
  attachable: arg.boolean({ doc: 'Containers may join by hand.' }),
  ingress: arg.boolean({ doc: 'The routing mesh of a swarm.' }),
  scope: arg.oneOf('local', 'global', 'swarm')({ doc: 'Where it exists.' }),
  config_only: arg.boolean({ doc: 'Only a configuration for other networks.' }),
  config_from: arg.string({ doc: 'The configuration to take.' }),
  enable_ipv4: arg.boolean({ doc: 'With IPv4.' }),
  enable_ipv6: arg.boolean({ doc: 'With IPv6.' }),
  ipam_driver: arg.string({ doc: 'Who gives addresses.' }),
  ipam_driver_options: arg.dict({ doc: 'Options of that driver.' }),
  ipam_config: arg.list(arg.options(ipam)({ doc: 'A subnet.' }))({ doc: 'Subnets.' }),
} as const;

type NetworkArguments = ValuesOf<typeof networkArguments>;

export const dockerNetwork = defineModule({
  name: 'community.docker.docker_network',
  aliases: ['community.general.docker_network'],
  summary: 'Create or remove a Docker network, and say which containers are in it.',
  args: networkArguments,
  examples: ['community.docker.docker_network: { name: observer }'],
  *run(args, target) {
    const engine = new Engine(args);
    const path = `/networks/${encodeURIComponent(args.name)}`;
    const present = yield* engine.find(path);
    if (args.state === 'absent') {
      if (present) yield* removeNetwork(engine, present, path);
      return { actions: present ? [`Removed network ${args.name}`] : [] };
    }
    const differences = present ? findDifferences(args, present) : [];
    if (present && (args.force || differences.length > 0)) yield* removeNetwork(engine, present, path);
    const isWanted = !present || args.force || differences.length > 0;
    const created = isWanted ? yield* create(engine, args, differences) : 'kept';
    const network = (yield* engine.find(path)) ?? {};
    yield* setMembers(engine, args, network);
    const told = yield* engine.find(path);
    const isReplaced = present !== undefined && (args.force || differences.length > 0);
    return {
      network: (told ?? null) as Json,
      ...(target.diff && { diff: { differences } }),
      ...(created === 'meant' && {
        diff: { differences },
        actions: [
          ...(isReplaced ? [`Removed network ${args.name}`] : []),
          `Created network ${args.name} with driver ${args.driver}`,
        ],
      }),
    };
  },
});

function* create(
  engine: Engine,
  args: NetworkArguments,
  differences: readonly string[],
): Conversation<'made' | 'meant'> {
  const what = differences.length > 0 ? `create network (${differences.join(', ')})` : 'create network';
  const response = yield* engine.change(
    { what, after: args.name },
    { method: 'POST', path: '/networks/create', body: creationRequest(args) },
  );
  return response ? 'made' : 'meant';
}

function creationRequest(args: NetworkArguments): EngineData {
  const all = {
    Name: args.name,
    Driver: args.driver,
    Options: texts(args.driver_options),
    Labels: texts(args.labels),
    Internal: args.internal,
    Attachable: args.attachable,
    Ingress: args.ingress,
    Scope: args.scope,
    ConfigOnly: args.config_only,
    ConfigFrom: args.config_from === undefined ? undefined : { Network: args.config_from },
    EnableIPv4: args.enable_ipv4,
    EnableIPv6: args.enable_ipv6,
    IPAM: ipamRequest(args),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function ipamRequest({ ipam_driver, ipam_driver_options, ipam_config }: NetworkArguments): EngineData | undefined {
  if (ipam_driver === undefined && ipam_driver_options === undefined && ipam_config === undefined) return undefined;
  const config = ipam_config?.map(({ subnet, iprange, gateway, aux_addresses }) => ({
    Subnet: subnet,
    IPRange: iprange,
    Gateway: gateway,
    AuxiliaryAddresses: aux_addresses && texts(aux_addresses),
  }));
  return { Driver: ipam_driver ?? 'default', Options: texts(ipam_driver_options ?? new Map()), Config: config ?? [] };
}

/** What of an existing network is not as asked for. Only what the task sets is compared. */
function findDifferences(args: NetworkArguments, present: EngineData): string[] {
  const differs: string[] = [];
  const check = (name: string, wanted: unknown, found: unknown): void => {
    if (wanted !== undefined && wanted !== found) differs.push(name);
  };
  check('driver', args.driver, textAt(present, 'Driver'));
  check('internal', args.internal, valueAt(present, 'Internal'));
  check('attachable', args.attachable, valueAt(present, 'Attachable'));
  check('enable_ipv6', args.enable_ipv6, valueAt(present, 'EnableIPv6'));
  check('scope', args.scope, textAt(present, 'Scope'));
  check('ipam_driver', args.ipam_driver, textAt(present, 'IPAM', 'Driver'));
  for (const [name, value] of Object.entries(texts(args.driver_options)))
    check(`driver_options.${name}`, value, objectAt(present, 'Options')[name]);
  for (const [name, value] of Object.entries(texts(args.labels)))
    check(`labels.${name}`, value, objectAt(present, 'Labels')[name]);
  const subnets = valueAt(present, 'IPAM', 'Config');
  for (const wanted of args.ipam_config ?? []) {
    const isThere = Array.isArray(subnets) && subnets.some((subnet: EngineData) => hasSubnet(subnet, wanted));
    if (!isThere) differs.push('ipam_config');
  }
  return differs;
}

function hasSubnet(
  present: EngineData,
  { subnet, iprange, gateway }: NonNullable<NetworkArguments['ipam_config']>[number],
): boolean {
  const isSame = (wanted: string | undefined, key: string): boolean => wanted === undefined || present[key] === wanted;
  return isSame(subnet, 'Subnet') && isSame(iprange, 'IPRange') && isSame(gateway, 'Gateway');
}

/** A network can only be removed when no container is in it. */
function* removeNetwork(engine: Engine, network: EngineData, path: string): Conversation<void> {
  for (const id of Object.keys(objectAt(network, 'Containers'))) yield* disconnect(engine, path, id);
  yield* engine.change({ what: 'remove network', before: textAt(network, 'Name') ?? path }, { method: 'DELETE', path });
}

function* setMembers(
  engine: Engine,
  { connected, appends, name }: NetworkArguments,
  network: EngineData,
): Conversation<void> {
  const path = `/networks/${encodeURIComponent(name)}`;
  const members = Object.entries(objectAt(network, 'Containers')).map(([id, member]) => ({
    id,
    name: textAt(member as EngineData, 'Name') ?? id,
  }));
  const isMember = (wanted: string): boolean =>
    members.some((member) => member.name === wanted || member.id.startsWith(wanted));
  for (const wanted of connected.filter((member) => !isMember(member))) {
    yield* engine.change(
      { what: `connect ${wanted}` },
      { method: 'POST', path: `${path}/connect`, body: { Container: wanted } },
    );
  }
  if (appends || connected.length === 0) return;
  for (const member of members.filter(
    (candidate) => !connected.includes(candidate.name) && !connected.includes(candidate.id),
  ))
    yield* disconnect(engine, path, member.id);
}

function* disconnect(engine: Engine, path: string, id: string): Conversation<void> {
  yield* engine.change(
    { what: `disconnect ${id.slice(0, 12)}` },
    { method: 'POST', path: `${path}/disconnect`, body: { Container: id, Force: true } },
  );
}
