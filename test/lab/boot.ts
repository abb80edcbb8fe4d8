import { readFile } from 'node:fs/promises';
import { childrenOf, findDaemon, startDaemon, stopDaemon } from './daemon.js';
import { leaderOf, plugIn } from './network.js';
import { bridgeName } from './paths.js';
import { baseOf, mountScript } from './file-system.js';
import { until } from './until.js';

/** Where a host lives on the machine. */
export interface Container {
  readonly name: string;
  readonly address: string;
  /** Its files: what it changed, over the base image it shares with others. */
  readonly directory: string;
  readonly pidFile: string;
  readonly logFile: string;
}

/** Boots the container with its own systemd, unless it runs, and connects it to the bridge. */
export async function bootContainer(container: Container): Promise<void> {
  if ((await findDaemon(container.pidFile)) !== undefined) return;
  const nspawn = await startDaemon({
    pidFile: container.pidFile,
    logFile: container.logFile,
    command: 'unshare',
    args: [
      '--mount',
      'sh',
      '-euc',
      bootScript(container, await baseOf(container.directory)),
      'sh',
      ...nspawnArguments(container),
    ],
    env: nspawnEnvironment,
  });
  try {
    await plugIn(await leaderOf(nspawn), container.address);
  } catch (cause) {
    await stopContainer(container);
    const log = (await readFile(container.logFile, 'utf8')).trim().split('\n').slice(-3).join('\n');
    throw new Error(`${container.name} did not boot: ${log}`, { cause });
  }
}

/** Pulls the plug: everything in the container ends with its first process. */
export async function stopContainer({ pidFile, name }: Container): Promise<void> {
  const nspawn = await findDaemon(pidFile);
  const [leader] = nspawn === undefined ? [] : await childrenOf(nspawn);
  if (leader !== undefined) {
    process.kill(leader, 'SIGKILL');
    await until(`${name} ends`, 10, async () => ((await findDaemon(pidFile)) === undefined ? true : undefined));
  }
  await stopDaemon(pidFile);
}

/** The first process of a running container. */
export async function getLeader({ pidFile, name }: Container): Promise<number> {
  const nspawn = await findDaemon(pidFile);
  const [leader] = nspawn === undefined ? [] : await childrenOf(nspawn);
  if (leader === undefined) throw new Error(`${name} does not run`);
  return leader;
}

/** The shell turns into systemd-nspawn, so that the noted process id stays right. */
function bootScript({ directory }: Container, base: string): string {
  return `${mountScript(directory, base)}\nexec systemd-nspawn "$@"`;
}

/** What Docker needs inside: its own control groups, mounts, keys and BPF programs. */
function nspawnArguments({ name, directory }: Container): string[] {
  return [
    ...['--quiet', '--register=no', '--keep-unit', '--boot'],
    ...[
      `--directory=${directory}/root`,
      `--bind=${directory}/lib:/var/lib`,
      `--machine=${name}`,
      `--network-bridge=${bridgeName}`,
    ],
    '--capability=CAP_NET_ADMIN,CAP_SYS_ADMIN,CAP_MKNOD,CAP_NET_RAW',
    '--system-call-filter=add_key keyctl bpf',
  ];
}

const nspawnEnvironment = {
  SYSTEMD_SECCOMP: '0',
  SYSTEMD_NSPAWN_UNIFIED_HIERARCHY: '1',
  SYSTEMD_NSPAWN_API_VFS_WRITABLE: 'yes',
};
