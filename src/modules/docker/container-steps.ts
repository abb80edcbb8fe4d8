import { fail, wait, type Conversation } from '../../module-kit/index.js';
import type { ContainerArguments } from './container-arguments.js';
import { containerOptions } from './container-options.js';
import { objectAt, textAt, valueAt, type Engine, type EngineData } from './engine.js';

const containerPath = (id: string): string => `/containers/${encodeURIComponent(id)}`;

/** A container by name or id; `undefined` when there is none. */
export function* findContainer(engine: Engine, name: string): Conversation<EngineData | undefined> {
  return yield* engine.find(`${containerPath(name)}/json`);
}

export function isRunning(container: EngineData): boolean {
  return valueAt(container, 'State', 'Running') === true;
}

/** The engine's request to make a container of these arguments. */
export function creationRequest(args: ContainerArguments): EngineData {
  const body: Record<string, unknown> = { Image: args.image };
  const hostConfig: Record<string, unknown> = {};
  for (const { place, wanted } of containerOptions) {
    const value = wanted(args);
    const [key = '', inner] = place;
    if (value === undefined) continue;
    if (key === 'HostConfig' && inner !== undefined) hostConfig[inner] = value;
    else body[key] = value;
  }
  const first = args.networks_cli_compatible && args.network_mode === undefined ? args.networks?.[0] : undefined;
  if (first) body['NetworkingConfig'] = { EndpointsConfig: { [first.name]: endpoint(first) } };
  if (args.mac_address !== undefined) body['MacAddress'] = args.mac_address;
  return { ...body, HostConfig: hostConfig };
}

type Network = NonNullable<ContainerArguments['networks']>[number];

/** How a container is connected to a network. */
function endpoint({ aliases, links, ipv4_address, ipv6_address, mac_address }: Network): EngineData {
  const addresses = {
    ...(ipv4_address === undefined ? {} : { IPv4Address: ipv4_address }),
    ...(ipv6_address === undefined ? {} : { IPv6Address: ipv6_address }),
  };
  return {
    ...(aliases === undefined ? {} : { Aliases: aliases }),
    ...(links === undefined ? {} : { Links: links }),
    ...(mac_address === undefined ? {} : { MacAddress: mac_address }),
    ...(Object.keys(addresses).length > 0 ? { IPAMConfig: addresses } : {}),
  };
}

/** Makes a container and returns its id; `undefined` in check mode. */
export function* createContainer(
  engine: Engine,
  args: ContainerArguments,
  why: string,
): Conversation<string | undefined> {
  const query = { name: args.name, platform: args.platform };
  const what = why === '' ? 'create container' : `create container (${why})`;
  const response = yield* engine.change(
    { what, after: args.image ?? args.name },
    { method: 'POST', path: '/containers/create', query, body: creationRequest(args) },
  );
  if (!response) return undefined;
  const id = textAt(JSON.parse(response.body.toString()) as EngineData, 'Id');
  return id ?? fail('the Docker engine made a container but named no id');
}

/** Connects a container to the networks it should be in and is not. Returns whether anything had to be done. */
export function* connectNetworks(
  engine: Engine,
  id: string,
  args: ContainerArguments,
  container: EngineData,
): Conversation<boolean> {
  const present = objectAt(container, 'NetworkSettings', 'Networks');
  let isChanged = false;
  for (const network of args.networks ?? []) {
    if (network.name in present && hasEndpoint(network, objectAt(present, network.name))) continue;
    isChanged = true;
    if (network.name in present) yield* leaveNetwork(engine, id, network.name);
    const body = { Container: id, EndpointConfig: endpoint(network) };
    yield* engine.change(
      { what: `connect to network ${network.name}` },
      { method: 'POST', path: `/networks/${encodeURIComponent(network.name)}/connect`, body },
    );
  }
  if (args.comparisons?.get('networks') !== 'strict') return isChanged;
  const wanted = new Set(args.networks?.map(({ name }) => name) ?? []);
  for (const name of Object.keys(present).filter((candidate) => !wanted.has(candidate))) {
    isChanged = true;
    yield* leaveNetwork(engine, id, name);
  }
  return isChanged;
}

function* leaveNetwork(engine: Engine, id: string, name: string): Conversation<void> {
  yield* engine.change(
    { what: `disconnect from network ${name}` },
    { method: 'POST', path: `/networks/${encodeURIComponent(name)}/disconnect`, body: { Container: id, Force: true } },
  );
}

function hasEndpoint({ ipv4_address, ipv6_address, aliases, mac_address }: Network, present: EngineData): boolean {
  const addresses = objectAt(present, 'IPAMConfig');
  const has =
    aliases === undefined ||
    aliases.every((alias) => (valueAt(present, 'Aliases') as unknown[] | null)?.includes(alias));
  return (
    has &&
    (ipv4_address === undefined || addresses['IPv4Address'] === ipv4_address) &&
    (ipv6_address === undefined || addresses['IPv6Address'] === ipv6_address) &&
    (mac_address === undefined || present['MacAddress'] === mac_address)
  );
}

export function* startContainer(engine: Engine, id: string): Conversation<void> {
  yield* engine.change({ what: 'start container' }, { method: 'POST', path: `${containerPath(id)}/start` }, [304]);
}

/** Stops a container, waiting as long as it is given to end by itself. */
export function* stopContainer(engine: Engine, id: string, args: ContainerArguments): Conversation<void> {
  if (args.force_kill) {
    yield* engine.change(
      { what: 'kill container' },
      { method: 'POST', path: `${containerPath(id)}/kill`, query: { signal: args.kill_signal } },
      [409],
    );
    return;
  }
  const seconds = args.stop_timeout ?? 10;
  const query = { t: args.stop_timeout === undefined ? undefined : String(args.stop_timeout) };
  yield* engine.change(
    { what: 'stop container' },
    { method: 'POST', path: `${containerPath(id)}/stop`, query, timeout: seconds + args.timeout },
    [304],
  );
}

export function* restartContainer(engine: Engine, id: string, args: ContainerArguments): Conversation<void> {
  const query = { t: args.stop_timeout === undefined ? undefined : String(args.stop_timeout) };
  yield* engine.change(
    { what: 'restart container' },
    { method: 'POST', path: `${containerPath(id)}/restart`, query, timeout: (args.stop_timeout ?? 10) + args.timeout },
  );
}

export function* removeContainer(engine: Engine, id: string, args: ContainerArguments): Conversation<void> {
  const query = { v: String(!args.keep_volumes), force: 'false', link: 'false' };
  yield* engine.change(
    { what: 'remove container', before: id.slice(0, 12) },
    { method: 'DELETE', path: containerPath(id), query },
    [404, 409],
  );
}

const healthInterval = 1000;

/** Waits until the container says that it is healthy. */
export function* awaitHealth(engine: Engine, id: string, seconds: number): Conversation<void> {
  for (let waited = 0; waited <= seconds * 1000; waited += healthInterval) {
    const container = yield* findContainer(engine, id);
    const status = container && textAt(container, 'State', 'Health', 'Status');
    if (status === 'healthy') return;
    if (!container || !isRunning(container)) fail('the container stopped while it was waited for to become healthy');
    if (status === undefined) fail('the container has no health check to wait for');
    yield* wait(healthInterval);
  }
  fail(`the container did not become healthy within ${seconds} seconds`);
}

/** What a container that was not detached came to. */
export interface CommandEnd {
  readonly status: number;
  readonly output: string;
}

/** Long enough for any command that a play waits for. */
const commandTimeout = 86_400;

/** Waits for the container's command to end and reads what it printed. */
export function* awaitCommand(engine: Engine, id: string): Conversation<CommandEnd> {
  const response = yield* engine.change(
    { what: 'wait for the command', counts: false },
    { method: 'POST', path: `${containerPath(id)}/wait`, timeout: commandTimeout },
  );
  const status = Number(valueAt(JSON.parse(response?.body.toString() ?? '{}') as EngineData, 'StatusCode') ?? 0);
  const logs = yield* engine.get({ path: `${containerPath(id)}/logs`, query: { stdout: 'true', stderr: 'true' } });
  return { status, output: plainLogs(logs.body) };
}

/** The engine puts eight bytes before each piece of a log: the stream and the length. A terminal's log has none. */
function plainLogs(body: Buffer): string {
  const pieces: Buffer[] = [];
  for (let at = 0; at < body.length;) {
    const isFramed = at + 8 <= body.length && (body[at] ?? 9) <= 2 && body.readUIntBE(at + 1, 3) === 0;
    if (!isFramed) return body.toString();
    const length = body.readUInt32BE(at + 4);
    pieces.push(body.subarray(at + 8, at + 8 + length));
    at += 8 + length;
  }
  return Buffer.concat(pieces).toString();
}
