import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { env as environment } from 'node:process';
import { until } from './until.js';

/** A process of the lab that outlives the command which started it. */
export interface Daemon {
  readonly pidFile: string;
  readonly logFile: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts it detached, its output in the log file, and notes its id. */
export async function startDaemon({ pidFile, logFile, command, args, env }: Daemon): Promise<number> {
  await Promise.all([mkdir(dirname(pidFile), { recursive: true }), mkdir(dirname(logFile), { recursive: true })]);
  const log = openSync(logFile, 'w');
  const child = spawn(command, args, {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...environment, ...env },
  });
  closeSync(log);
  await new Promise((resolve, reject) => child.once('spawn', resolve).once('error', reject));
  child.unref();
  const { pid } = child;
  if (pid === undefined) throw new Error(`${command} has no process id`);
  await writeFile(pidFile, `${pid} ${(await startedAt(pid)) ?? ''}\n`);
  return pid;
}

/** The id in the file, if that very process is still alive: an id reused by another process does not count. */
export async function findDaemon(pidFile: string): Promise<number | undefined> {
  const [pid, started] = (await readIfThere(pidFile)).trim().split(' ');
  if (!pid || !started) return undefined;
  return (await startedAt(Number(pid))) === started ? Number(pid) : undefined;
}

/** Ends the process a pid file names, and only that one. */
export async function stopDaemon(pidFile: string): Promise<void> {
  const pid = await findDaemon(pidFile);
  if (pid !== undefined) {
    signal(pid, 'SIGTERM');
    const isGone = async () => ((await findDaemon(pidFile)) === undefined ? true : undefined);
    await until(`process ${pid} ends`, 5, isGone).catch(() => signal(pid, 'SIGKILL'));
  }
  await rm(pidFile, { force: true });
}

/** Signals a process that may have ended since it was looked for. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (thrown) {
    if (!(thrown instanceof Error && 'code' in thrown && thrown.code === 'ESRCH')) throw thrown;
  }
}

/** The children of a process. */
export async function childrenOf(pid: number): Promise<number[]> {
  const children = await readIfThere(`/proc/${pid}/task/${pid}/children`);
  return children.split(' ').filter(Boolean).map(Number);
}

/** When a process started, in clock ticks since boot: with the id it names a process for good. Zombies are gone. */
async function startedAt(pid: number): Promise<string | undefined> {
  const stat = await readIfThere(`/proc/${pid}/stat`);
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' ? undefined : fields[19];
}

async function readIfThere(file: string): Promise<string> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && ['ENOENT', 'ESRCH'].includes(String(error.code))) return '';
    throw error;
  });
}
