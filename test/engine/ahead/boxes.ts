import {
  mkdirSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  lstatSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { ConnectionPool } from '../../../src/engine/connection-pool.js';
import { lookAhead } from '../../../src/engine/ahead/look-ahead.js';
import { loadPlays } from '../../../src/engine/load-plays.js';
import { runPlaybooks } from '../../../src/engine/run-playbooks.js';
import type { CliEnvironment } from '../../../src/cli/environment.js';
import { prepareRun } from '../../../src/cli/prepare-run.js';
import { readConfiguration } from '../../../src/cli/configuration.js';
import { connectLocal } from '../../../src/connections/local.js';
import type { Connect, Follower, Session } from '../../../src/transport/connection.js';

/** What a run over boxes came to. A box is a directory that stands for a machine; scripts really run. */
export interface BoxRun {
  /** Events as they were told, by host, without times and numbers that differ from run to run. */
  readonly told: Readonly<Record<string, readonly string[]>>;
  /** What is in the boxes at the end: path, mode, content. */
  readonly left: readonly string[];
  readonly exitCode: number;
  /** Round trips by host: scripts that were sent and waited for. */
  readonly trips: Readonly<Record<string, number>>;
  /** Bytes of scripts sent to all hosts. */
  readonly bytes: number;
}

export interface BoxOptions {
  /** Where the boxes are made. */
  readonly directory: string;
  readonly hosts: readonly string[];
  readonly looksAhead: boolean;
  readonly check?: boolean;
  /** Files beside the playbook, by name. */
  readonly files?: Readonly<Record<string, string>>;
  /** Leaves the boxes as the run before has left them. */
  readonly keepsBoxes?: boolean;
}

/** Runs a playbook over boxes: hosts with a variable `box`, the directory that is theirs. */
export async function runOverBoxes(playbook: string, options: BoxOptions): Promise<BoxRun> {
  const { directory, hosts } = options;
  if (!options.keepsBoxes) layOut(options);
  const inventory = hosts
    .map((host) => `${host} ansible_host=${host} box=${join(directory, 'boxes', host)}`)
    .join('\n');
  writeFileSync(join(directory, 'hosts.ini'), `${inventory}\n[all:vars]\nansible_connection=box\n`);
  writeFileSync(join(directory, 'site.yml'), playbook);
  for (const [name, text] of Object.entries(options.files ?? {})) writeFileSync(join(directory, name), text);
  const lines: string[] = [];
  const counter = new Counter();
  const environment = fakeEnvironment(directory, (text) =>
    lines.push(...text.split('\n').filter((line) => line !== '')),
  );
  const given = { inventory: ['hosts.ini'], output: 'ndjson', verbose: 0, check: options.check ?? false } as const;
  const prepared = await prepareRun({
    options: given,
    configuration: readConfiguration(environment),
    environment,
    signal: new AbortController().signal,
  });
  const connections = new ConnectionPool(new Map([['box', counter.counting(connectLocal)]]));
  const run = { ...prepared, connections, aheadOf: options.looksAhead ? lookAhead : () => undefined };
  try {
    const exitCode = await runPlaybooks(loadPlays([join(directory, 'site.yml')], run), { names: ['site.yml'] }, run);
    run.events.close();
    return { told: byHost(lines, hosts), left: leftIn(join(directory, 'boxes')), exitCode, ...counter };
  } finally {
    await connections.close();
  }
}

function layOut({ directory, hosts }: BoxOptions): void {
  rmSync(join(directory, 'boxes'), { recursive: true, force: true });
  for (const host of hosts) mkdirSync(join(directory, 'boxes', host), { recursive: true });
}

/** Counts what is sent over connections. */
class Counter {
  readonly trips: Record<string, number> = {};
  bytes = 0;

  counting(connect: Connect): Connect {
    return async (options) => {
      const connection = await connect({ ...options, plugin: 'local' });
      return {
        ...connection,
        session: async (become) => this.#counted(await connection.session(become), options.name),
      };
    };
  }

  #counted(session: Session, host: string): Session {
    const weigh = (script: { toString(): string }): void => void (this.bytes += script.toString().length);
    const note = (...scripts: readonly { toString(): string }[]): void => {
      this.trips[host] = (this.trips[host] ?? 0) + 1;
      scripts.forEach(weigh);
    };
    return {
      about: session.about,
      read: (path) => session.read(path),
      run: (script, options) => (note(script), session.run(script, options)),
      runTogether(first, others, options, behind = () => []) {
        note(first, ...others);
        const weighed = (): readonly Follower[] => {
          const followers = behind();
          followers.forEach(({ script }) => weigh(script));
          return followers;
        };
        return session.runTogether(first, others, options, weighed);
      },
    };
  }
}

function fakeEnvironment(directory: string, writeOutput: (text: string) => void): CliEnvironment {
  return {
    directory,
    home: directory,
    processId: 1,
    nodeVersion: process.versions.node,
    variables: { PATH: process.env['PATH'], HOME: directory, ANSIBLE_CONFIG: '/dev/null' },
    isInteractive: false,
    isOutputTerminal: false,
    columns: () => 80,
    rows: () => 24,
    onInterjection: () => () => undefined,
    readInput: () => Promise.resolve(Buffer.alloc(0)),
    writeOutput: (text) => writeOutput(String(text)),
    note: () => undefined,
    warn: () => undefined,
    askSecret: () => Promise.resolve(''),
    ask: () => Promise.resolve(''),
    waitForTyping: () => Promise.resolve({ kind: 'over' }),
    setExitCode: () => undefined,
    onInterrupt: () => () => undefined,
    onSignal: () => () => undefined,
  };
}

/** Keys whose values are another each time. */
const restless: ReadonlySet<string> = new Set([
  ...[
    'duration',
    'time',
    'startedAt',
    'start',
    'end',
    'delta',
    'id',
    'node',
    'mtime',
    'ctime',
    'atime',
    'inode',
    'dev',
    'size',
  ],
  ...['seconds', 'elapsed', 'blocks', 'backup_file', 'version', 'ansible_facts'],
]);

function byHost(lines: readonly string[], hosts: readonly string[]): Record<string, string[]> {
  const told: Record<string, string[]> = Object.fromEntries(['', ...hosts].map((host) => [host, []]));
  for (const line of lines) {
    // Events are written by the reporter under test elsewhere: an object with a type.
    const event = JSON.parse(line) as { result?: { host?: string }; host?: string };
    // Hosts that go on by themselves share the stream: only what concerns one of them has an order.
    if (!line.startsWith('{"type":"task ')) told[event.result?.host ?? event.host ?? '']?.push(settled(line));
  }
  told['']?.sort();
  return told;
}

function settled(line: string): string {
  return JSON.stringify(JSON.parse(line), (key, value: unknown) => (restless.has(key) ? undefined : value));
}

function leftIn(directory: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const path = join(directory, name);
      const stat = lstatSync(path);
      if (stat.isSymbolicLink()) return `${name} -> ${readlinkSync(path)}`;
      const mode = (statSync(path).mode & 0o7777).toString(8);
      return stat.isDirectory() ? `${name}/ ${mode}` : `${name} ${mode} ${readFileSync(path, 'utf8')}`;
    });
}
