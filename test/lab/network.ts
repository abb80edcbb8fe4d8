import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { childrenOf, findDaemon, startDaemon, stopDaemon } from './daemon.js';
import { closeFirewall, openFirewall } from './firewall.js';
import { withLock } from './lock.js';
import { bridgeName, cacheDirectory, gateway, labsDirectory } from './paths.js';
import { hasCommand, run } from './run.js';
import { until } from './until.js';

const proxyDirectory = join(cacheDirectory, 'apt');
const proxyPidFile = join(proxyDirectory, 'daemon.pid');
const lock = join(cacheDirectory, 'network.lock');

/** Where the hosts reach Debian's packages; they reach nothing else beyond the bridge. */
export const packageProxy = `http://${gateway}:3142`;

/** Makes the bridge of all labs and the package proxy on it, unless they are there. */
export async function openNetwork(): Promise<void> {
  await withLock(lock, async () => {
    if (!(await hasBridge())) await run('ip', ['link', 'add', bridgeName, 'type', 'bridge']);
    await run('ip', ['addr', 'replace', `${gateway}/24`, 'dev', bridgeName]);
    await run('ip', ['link', 'set', bridgeName, 'up']);
    await openFirewall();
    await startPackageProxy();
  });
}

/** Takes down bridge and proxy, and what else `close` ends, after the last lab has closed. */
export async function closeNetwork(close: () => Promise<void>): Promise<void> {
  await withLock(lock, async () => {
    if (!(await hasBridge()) || (await isInUse())) return;
    await close();
    await stopDaemon(proxyPidFile);
    await closeFirewall();
    await run('ip', ['link', 'del', bridgeName]);
  });
}

/** Gives a booted container its address: its end of the cable is in the network namespace of its first process. */
export async function plugIn(leader: number, address: string): Promise<void> {
  const commands = [`ip addr replace ${address}/24 dev host0`, 'ip link set host0 up', route];
  await inNetworkOf(leader, commands.join(' && '));
}

const route = `ip route replace default via ${gateway}`;

/** Unplugs or plugs the network cable of a host. */
export async function setCable(leader: number, state: 'up' | 'down'): Promise<void> {
  await inNetworkOf(leader, `ip link set host0 ${state}${state === 'up' ? ` && ${route}` : ''}`);
}

/** Holds back every packet that a host sends, or lets them go at once again. */
export async function setDelay(leader: number, milliseconds: number | undefined): Promise<void> {
  const undo = 'tc qdisc del dev host0 root 2>/dev/null || true';
  const delay = milliseconds === undefined ? '' : `; tc qdisc add dev host0 root netem delay ${milliseconds}ms`;
  await inNetworkOf(leader, `${undo}${delay}`);
}

/** Waits until systemd-nspawn has started the first process of the host and given it a network interface. */
export async function leaderOf(nspawn: number): Promise<number> {
  return until('the container has a network interface', 20, async () => {
    const [leader] = await childrenOf(nspawn);
    if (leader === undefined) return undefined;
    const isPlugged = await inNetworkOf(leader, 'ip link show host0').then(
      () => true,
      () => false,
    );
    return isPlugged ? leader : undefined;
  });
}

async function inNetworkOf(leader: number, script: string): Promise<void> {
  await run('nsenter', ['-t', String(leader), '-n', 'sh', '-c', script]);
}

async function isInUse(): Promise<boolean> {
  const labs = await readdir(labsDirectory).catch(() => []);
  return labs.length > 0 || (await run('ip', ['-o', 'link', 'show', 'master', bridgeName])) !== '';
}

async function hasBridge(): Promise<boolean> {
  return run('ip', ['link', 'show', bridgeName]).then(
    () => true,
    () => false,
  );
}

/** apt-cacher-ng also keeps what it fetched, so that the second host, and the next lab, get it from the disk. */
async function startPackageProxy(): Promise<void> {
  if (await answers(packageProxy)) return;
  await rm(join(proxyDirectory, 'pid'), { force: true });
  const options = { CacheDir: proxyDirectory, LogDir: proxyDirectory, BindAddress: gateway, Port: '3142' };
  const upstream = await machineProxy();
  await startDaemon({
    pidFile: proxyPidFile,
    logFile: join(proxyDirectory, 'log'),
    command: 'apt-cacher-ng',
    args: [
      ...Object.entries({ ...options, ForeGround: '1', ...(upstream && { Proxy: upstream }) }).map(
        ([name, value]) => `${name}=${value}`,
      ),
    ],
  });
  await until('the package proxy answers', 20, async () => {
    if (await answers(packageProxy)) return true;
    if ((await findDaemon(proxyPidFile)) === undefined)
      throw new Error(`the package proxy ended, see ${proxyDirectory}/log`);
    return undefined;
  });
}

/** The proxy this machine itself uses for packages, if any. */
async function machineProxy(): Promise<string | undefined> {
  if (!(await hasCommand('apt-config'))) return undefined;
  const shell = await run('apt-config', ['shell', 'PROXY', 'Acquire::http::Proxy']);
  return /PROXY='(.+)'/.exec(shell)?.[1];
}

/** Whether anything speaks HTTP at an address, whatever it says. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(2000) }).then(
    async (response) => {
      await response.body?.cancel();
      return true;
    },
    () => false,
  );
}
