import { fail } from '../../module-kit/index.js';
import { objectAt, textsAt, valueAt, type EngineData } from './engine.js';
import { parseExposedPorts, parsePublishedPorts } from './ports.js';
import type { ContainerArguments } from './container-arguments.js';

/** How a wanted value is compared with what a container has. */
export type Comparison = 'value' | 'list' | 'set' | 'dict';

/** One option of a container: how it is asked for, where it goes, and where it is read back. */
export interface ContainerOption {
  readonly name: string;
  readonly comparison: Comparison;
  /** What the task asks for; `undefined` when it says nothing, and then nothing is compared. */
  wanted(args: ContainerArguments): unknown;
  /** What an existing container has. */
  current(container: EngineData): unknown;
  /** Where it goes in the engine's request: `Config` is the top level. */
  readonly place: readonly string[];
  /** Whether the engine can change it without making the container anew. */
  readonly isUpdatable?: boolean;
}

type Wanted = ContainerOption['wanted'];

function config(name: string, key: string, comparison: Comparison, wanted: Wanted): ContainerOption {
  return { name, comparison, wanted, place: [key], current: (container) => valueAt(container, 'Config', key) };
}

function hostConfig(
  name: string,
  key: string,
  comparison: Comparison,
  wanted: Wanted,
  extra: Partial<ContainerOption> = {},
): ContainerOption {
  return {
    name,
    comparison,
    wanted,
    place: ['HostConfig', key],
    current: (container) => valueAt(container, 'HostConfig', key),
    ...extra,
  };
}

const updatable = { isUpdatable: true };

/** Every option that is compared and sent, in the order of the engine's documentation (API 1.41, "Create a container"). */
export const containerOptions: readonly ContainerOption[] = [
  config('hostname', 'Hostname', 'value', (args) => args.hostname),
  config('domainname', 'Domainname', 'value', (args) => args.domainname),
  config('user', 'User', 'value', (args) => args.user),
  config('interactive', 'OpenStdin', 'value', (args) => args.interactive),
  config('tty', 'Tty', 'value', (args) => args.tty),
  config('env', 'Env', 'set', (args) => environmentOf(args)),
  config('command', 'Cmd', 'list', (args) => args.commandWords),
  config('entrypoint', 'Entrypoint', 'list', (args) => args.entrypoint),
  config('working_dir', 'WorkingDir', 'value', (args) => args.working_dir),
  config('labels', 'Labels', 'dict', (args) => args.labels && texts(args.labels)),
  config('stop_signal', 'StopSignal', 'value', (args) => args.stop_signal),
  config('stop_timeout', 'StopTimeout', 'value', (args) => args.stop_timeout),
  config('healthcheck', 'Healthcheck', 'dict', (args) => args.healthcheck && healthcheckOf(args.healthcheck)),
  config('exposed_ports', 'ExposedPorts', 'dict', exposedPorts),
  config(
    'anonymous_volumes',
    'Volumes',
    'dict',
    (args) => args.volumes && emptyObjects(args.volumes.filter((volume) => !volume.includes(':'))),
  ),
  {
    ...hostConfig('volumes', 'Binds', 'set', bindsOf),
    current: (container) => textsAt(container, 'HostConfig', 'Binds').map(normalBind),
  },
  { ...hostConfig('mounts', 'Mounts', 'set', mountsOf), current: currentMounts },
  hostConfig('published_ports', 'PortBindings', 'dict', (args) => args.published_ports && publishedPorts(args)),
  hostConfig('publish_all_ports', 'PublishAllPorts', 'value', (args) => args.publish_all_ports),
  {
    ...hostConfig('network_mode', 'NetworkMode', 'value', networkMode),
    current: (container) => normalNetworkMode(String(valueAt(container, 'HostConfig', 'NetworkMode') ?? '')),
  },
  hostConfig('restart_policy', 'RestartPolicy', 'dict', restartPolicy, updatable),
  hostConfig('log_driver', 'LogConfig', 'dict', logging),
  hostConfig('memory', 'Memory', 'value', (args) => size(args.memory, 'memory'), updatable),
  hostConfig(
    'memory_reservation',
    'MemoryReservation',
    'value',
    (args) => size(args.memory_reservation, 'memory_reservation'),
    updatable,
  ),
  hostConfig('memory_swap', 'MemorySwap', 'value', (args) => size(args.memory_swap, 'memory_swap'), updatable),
  hostConfig('memory_swappiness', 'MemorySwappiness', 'value', (args) => args.memory_swappiness),
  hostConfig('kernel_memory', 'KernelMemory', 'value', (args) => size(args.kernel_memory, 'kernel_memory'), updatable),
  hostConfig('cpus', 'NanoCpus', 'value', (args) => args.cpus && Math.round(args.cpus * 1e9), updatable),
  hostConfig('cpu_shares', 'CpuShares', 'value', (args) => args.cpu_shares, updatable),
  hostConfig('cpu_period', 'CpuPeriod', 'value', (args) => args.cpu_period, updatable),
  hostConfig('cpu_quota', 'CpuQuota', 'value', (args) => args.cpu_quota, updatable),
  hostConfig('cpuset_cpus', 'CpusetCpus', 'value', (args) => args.cpuset_cpus, updatable),
  hostConfig('cpuset_mems', 'CpusetMems', 'value', (args) => args.cpuset_mems, updatable),
  hostConfig('blkio_weight', 'BlkioWeight', 'value', (args) => args.blkio_weight, updatable),
  hostConfig('pids_limit', 'PidsLimit', 'value', (args) => args.pids_limit),
  hostConfig('oom_killer', 'OomKillDisable', 'value', (args) => args.oom_killer),
  hostConfig('oom_score_adj', 'OomScoreAdj', 'value', (args) => args.oom_score_adj),
  {
    ...hostConfig('ulimits', 'Ulimits', 'set', (args) => args.ulimits?.map(ulimit)),
    current: (container) => valueAt(container, 'HostConfig', 'Ulimits') ?? [],
  },
  hostConfig('sysctls', 'Sysctls', 'dict', (args) => args.sysctls && texts(args.sysctls)),
  hostConfig('storage_opts', 'StorageOpt', 'dict', (args) => args.storage_opts && texts(args.storage_opts)),
  hostConfig('tmpfs', 'Tmpfs', 'dict', (args) => args.tmpfs && Object.fromEntries(args.tmpfs.map(splitTmpfs))),
  hostConfig('shm_size', 'ShmSize', 'value', (args) => size(args.shm_size, 'shm_size')),
  hostConfig('read_only', 'ReadonlyRootfs', 'value', (args) => args.read_only),
  hostConfig('privileged', 'Privileged', 'value', (args) => args.privileged),
  {
    ...hostConfig('capabilities', 'CapAdd', 'set', (args) => args.capabilities?.map(capability)),
    current: (container) => textsAt(container, 'HostConfig', 'CapAdd').map(capability),
  },
  {
    ...hostConfig('cap_drop', 'CapDrop', 'set', (args) => args.cap_drop?.map(capability)),
    current: (container) => textsAt(container, 'HostConfig', 'CapDrop').map(capability),
  },
  {
    ...hostConfig('security_opts', 'SecurityOpt', 'set', (args) => args.security_opts),
    current: (container) => textsAt(container, 'HostConfig', 'SecurityOpt'),
  },
  hostConfig('groups', 'GroupAdd', 'set', (args) => args.groups),
  hostConfig('devices', 'Devices', 'set', (args) => args.devices?.map(device)),
  hostConfig('device_cgroup_rules', 'DeviceCgroupRules', 'set', (args) => args.device_cgroup_rules),
  hostConfig('dns_servers', 'Dns', 'list', (args) => args.dns_servers),
  hostConfig('dns_search_domains', 'DnsSearch', 'list', (args) => args.dns_search_domains),
  hostConfig('dns_opts', 'DnsOptions', 'set', (args) => args.dns_opts),
  hostConfig(
    'etc_hosts',
    'ExtraHosts',
    'set',
    (args) => args.etc_hosts && Object.entries(texts(args.etc_hosts)).map(([name, address]) => `${name}:${address}`),
  ),
  hostConfig('links', 'Links', 'set', (args) => args.links),
  hostConfig('volumes_from', 'VolumesFrom', 'set', (args) => args.volumes_from),
  hostConfig('volume_driver', 'VolumeDriver', 'value', (args) => args.volume_driver),
  hostConfig('ipc_mode', 'IpcMode', 'value', (args) => args.ipc_mode),
  hostConfig('pid_mode', 'PidMode', 'value', (args) => args.pid_mode),
  hostConfig('uts', 'UTSMode', 'value', (args) => args.uts),
  hostConfig('userns_mode', 'UsernsMode', 'value', (args) => args.userns_mode),
  hostConfig('cgroupns_mode', 'CgroupnsMode', 'value', (args) => args.cgroupns_mode),
  hostConfig('cgroup_parent', 'CgroupParent', 'value', (args) => args.cgroup_parent),
  hostConfig('runtime', 'Runtime', 'value', (args) => args.runtime),
  hostConfig('init', 'Init', 'value', (args) => args.init),
  hostConfig('auto_remove', 'AutoRemove', 'value', (args) => args.auto_remove),
];

/** A dict's values as the texts that the engine keeps. */
export function texts(dict: ReadonlyMap<unknown, unknown>): Record<string, string> {
  return Object.fromEntries([...dict].map(([key, value]) => [String(key), scalarText(value)]));
}

function scalarText(value: unknown): string {
  if (value === null) return '';
  if (typeof value === 'object' && 'value' in value) return String(value.value);
  return typeof value === 'object'
    ? fail('values of labels, env and the like must be text, quote them')
    : String(value);
}

function environmentOf({ env, env_file }: ContainerArguments): string[] | undefined {
  if (env_file !== undefined) fail('env_file is not supported: give the variables as env');
  return env && Object.entries(texts(env)).map(([name, value]) => `${name}=${value}`);
}

function emptyObjects(names: readonly string[]): Record<string, object> {
  return Object.fromEntries(names.map((name) => [name, {}]));
}

function exposedPorts({
  exposed_ports,
  published_ports,
  default_host_ip,
}: ContainerArguments): Record<string, object> | undefined {
  if (!exposed_ports && !published_ports) return undefined;
  const published = Object.keys(parsePublishedPorts(published_ports ?? [], default_host_ip));
  return emptyObjects([...new Set([...parseExposedPorts(exposed_ports ?? []), ...published])]);
}

function publishedPorts({ published_ports, default_host_ip }: ContainerArguments): unknown {
  return parsePublishedPorts(published_ports ?? [], default_host_ip ?? '0.0.0.0');
}

function bindsOf({ volumes }: ContainerArguments): string[] | undefined {
  return volumes?.filter((volume) => volume.includes(':')).map(normalBind);
}

/** `source:target[:options]` with its options spelled out and sorted: `rw` is what no option means. */
export function normalBind(bind: string): string {
  const [source = '', target = '', options = 'rw'] = bind.split(':');
  const words = options.split(',');
  const all = words.includes('ro') || words.includes('rw') ? words : [...words, 'rw'];
  return `${source}:${target}:${all.sort().join(',')}`;
}

function mountsOf({ mounts }: ContainerArguments): unknown[] | undefined {
  return mounts?.map(({ target, source, type, read_only, propagation }) => ({
    Target: target,
    Source: source ?? '',
    Type: type,
    ReadOnly: read_only ?? false,
    ...(propagation === undefined ? {} : { BindOptions: { Propagation: propagation } }),
  }));
}

function currentMounts(container: EngineData): unknown {
  const mounts = valueAt(container, 'HostConfig', 'Mounts');
  if (!Array.isArray(mounts)) return [];
  return mounts.map((mount: EngineData) => ({
    Target: mount['Target'],
    Source: mount['Source'] ?? '',
    Type: mount['Type'],
    ReadOnly: mount['ReadOnly'] ?? false,
    ...(mount['BindOptions'] === undefined || mount['BindOptions'] === null
      ? {}
      : { BindOptions: { Propagation: objectAt(mount, 'BindOptions')['Propagation'] } }),
  }));
}

function networkMode({ network_mode, networks, networks_cli_compatible }: ContainerArguments): string | undefined {
  const first = networks_cli_compatible ? networks?.[0]?.name : undefined;
  const mode = network_mode ?? first;
  return mode === undefined ? undefined : normalNetworkMode(mode);
}

/** `default` is the bridge by another name. */
function normalNetworkMode(mode: string): string {
  return mode === 'default' || mode === '' ? 'bridge' : mode;
}

function restartPolicy({ restart_policy, restart_retries }: ContainerArguments): unknown {
  return restart_policy === undefined ? undefined : { Name: restart_policy, MaximumRetryCount: restart_retries ?? 0 };
}

function logging({ log_driver, log_options }: ContainerArguments): unknown {
  if (log_driver === undefined && log_options === undefined) return undefined;
  return {
    ...(log_driver === undefined ? {} : { Type: log_driver }),
    ...(log_options === undefined ? {} : { Config: texts(log_options) }),
  };
}

const units: Readonly<Record<string, number>> = {
  '': 1,
  b: 1,
  k: 2 ** 10,
  m: 2 ** 20,
  g: 2 ** 30,
  t: 2 ** 40,
  p: 2 ** 50,
};

/** `512M` in bytes; `unlimited` is -1. */
function size(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (text === 'unlimited' || text === '-1') return -1;
  const [, number, unit = ''] =
    /^(\d+(?:\.\d+)?)\s*([bkmgtp])?(?:i?b)?$/i.exec(text.trim()) ??
    fail(`${name} must be a size such as 512M, not "${text}"`);
  return Math.floor(Number(number) * (units[unit.toLowerCase()] ?? 1));
}

function ulimit(text: string): unknown {
  const [name = '', soft = '', hard = soft] = text.split(':');
  return { Name: name, Soft: Number(soft), Hard: Number(hard) };
}

function splitTmpfs(text: string): [string, string] {
  const colon = text.indexOf(':');
  return colon < 0 ? [text, ''] : [text.slice(0, colon), text.slice(colon + 1)];
}

function capability(name: string): string {
  return name.toUpperCase().replace(/^CAP_/, '');
}

function device(text: string): unknown {
  const [host = '', container = host, permissions = 'rwm'] = text.split(':');
  return { PathOnHost: host, PathInContainer: container, CgroupPermissions: permissions };
}

const durationUnits: Readonly<Record<string, number>> = { h: 3600e9, m: 60e9, s: 1e9, ms: 1e6, us: 1e3 };

/** `1m30s` in nanoseconds. */
function duration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ms|us|[hms])/g)];
  if (parts.map(([part]) => part).join('') !== text) fail(`"${text}" is not a duration such as 1m30s`);
  return parts.reduce((sum, [, number, unit = 's']) => sum + Number(number) * (durationUnits[unit] ?? 0), 0);
}

function healthcheckOf(check: NonNullable<ContainerArguments['healthcheck']>): Record<string, unknown> {
  const { test, interval, timeout, start_period, retries } = check;
  const words =
    typeof test === 'string'
      ? test === 'NONE'
        ? ['NONE']
        : ['CMD-SHELL', test]
      : Array.isArray(test)
        ? test.map(String)
        : undefined;
  const isCommand = words !== undefined && ['CMD', 'CMD-SHELL', 'NONE'].includes(words[0] ?? '');
  const all = {
    Test: words && (isCommand ? words : ['CMD', ...words]),
    Interval: duration(interval),
    Timeout: duration(timeout),
    StartPeriod: duration(start_period),
    Retries: retries,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}
