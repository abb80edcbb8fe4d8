import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { execa } from 'execa';
import type { HostResult, RunEvent } from '../../src/events/event.js';
import { provisionProgram } from '../demo/provision.js';

/** A folder with playbooks and an inventory, and a home of its own: nothing of the person who runs the tests counts. */
export interface Site {
  readonly directory: string;
  readonly home: string;
  write(name: string, text: string): Promise<string>;
  /** Runs `provision` there, with its events as output. */
  run(args: readonly string[], options?: SiteRunOptions): Promise<SiteRun>;
  /** Starts the program there, as it is. */
  provision(args: readonly string[], options?: SiteRunOptions): Running;
  remove(): Promise<void>;
}

/** The running program, and then what it did. */
export type Running = ReturnType<typeof start>;

export interface SiteRunOptions {
  readonly environment?: Readonly<Record<string, string>>;
  /** What is typed or piped into it. */
  readonly input?: string;
}

export interface SiteRun {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly events: readonly RunEvent[];
  /** `host task status` of every end of a task on a host. */
  readonly ends: readonly string[];
  /** The error codes and messages of one host. */
  errorsOf(host: string): readonly string[];
}

export async function openSite(): Promise<Site> {
  const root = await mkdtemp(join(tmpdir(), 'provision-site-'));
  const [directory, home] = [join(root, 'site'), join(root, 'home')];
  await mkdir(directory);
  await mkdir(join(home, '.ssh'), { recursive: true, mode: 0o700 });
  const provision: Site['provision'] = (args, options) => start({ directory, home }, args, options);
  return {
    directory,
    home,
    provision,
    run: async (args, options) => readRun(await provision(['--output', 'ndjson', ...args], options)),
    remove: () => rm(root, { recursive: true }),
    async write(name, text) {
      const path = join(directory, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text, { mode: 0o600 });
      return path;
    },
  };
}

function start(
  { directory, home }: Pick<Site, 'directory' | 'home'>,
  args: readonly string[],
  { environment = {}, input = '' }: SiteRunOptions = {},
) {
  return execa(process.execPath, [provisionProgram, ...args], {
    cwd: directory,
    env: { HOME: home, PATH: '/usr/sbin:/usr/bin:/sbin:/bin', ...environment },
    extendEnv: false,
    input,
    reject: false,
  });
}

function readRun({ exitCode, stdout, stderr }: Awaited<Running>): SiteRun {
  const events = stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as RunEvent);
  const results = events.flatMap((event) =>
    event.type === 'host end' ? [{ task: event.task, result: event.result }] : [],
  );
  return {
    exitCode: exitCode ?? -1,
    stdout,
    stderr,
    events,
    ends: results.map(({ task, result }) => `${result.host} ${task.name} ${result.status}`),
    errorsOf: (host) => results.flatMap(({ result }) => (result.host === host ? errorsIn(result) : [])),
  };
}

function errorsIn({ error, result }: HostResult): string[] {
  return error ? [`${error.code ?? 'E0801'} ${error.message} ${String(result['stderr'] ?? '')}`] : [];
}
