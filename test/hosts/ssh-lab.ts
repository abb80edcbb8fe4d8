import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { connectSsh } from '../../src/connections/ssh.js';
import { sh } from '../../src/shell/script.js';
import type { Connection, ConnectionOptions } from '../../src/transport/connection.js';
import { connectionOptions } from '../contracts/connection.js';
import type { LabHost } from '../lab/host.js';
import type { Lab } from '../lab/lab.js';
import { leaseHosts } from '../lab/lease.js';

/** Fresh hosts for the tests of a file, and SSH connections to them from a controller whose home is empty. */
export interface SshLab {
  host(index?: number): LabHost;
  readonly key: string;
  /** The controller's home folder. */
  readonly home: string;
  options(changes?: Partial<ConnectionOptions>): ConnectionOptions;
  connect(changes?: Partial<ConnectionOptions>): Promise<Connection>;
  /** Opens a connection for one piece of work. */
  using<Result>(
    changes: Partial<ConnectionOptions>,
    work: (connection: Connection) => Promise<Result>,
  ): Promise<Result>;
  /** Changes the first host with one command line, and changes it back with the other whatever the work does. */
  changed(change: string, undo: string, work: () => Promise<void>): Promise<void>;
}

/** To be called in a `describeHosts`. */
export function sshLab(options: { readonly hosts: number; readonly docker?: boolean }): SshLab {
  let lab: Lab;
  let home: string;
  beforeAll(async () => {
    lab = await leaseHosts({ docker: false, ...options });
    home = await mkdtemp(join(tmpdir(), 'provision-home-'));
  });
  afterAll(async () => {
    await lab.close();
    await rm(home, { recursive: true });
  });
  const host = (index = 0): LabHost => {
    const found = lab.hosts[index];
    if (found === undefined) throw new Error(`the lab has no host ${index}`);
    return found;
  };
  const optionsOf: SshLab['options'] = (changes = {}) =>
    connectionOptions({
      plugin: 'ssh',
      name: host().name,
      address: host().address,
      user: 'deploy',
      privateKeyFile: lab.key,
      hostKeyChecking: 'no',
      environment: { HOME: home, PATH: '/usr/sbin:/usr/bin:/sbin:/bin' },
      ...changes,
    });
  return {
    host,
    get key() {
      return lab.key;
    },
    get home() {
      return home;
    },
    options: optionsOf,
    connect: (changes) => connectSsh(optionsOf(changes)),
    changed: async (change, undo, work) => {
      const { exitCode, stderr } = await host().ssh(change);
      if (exitCode !== 0) throw new Error(`${change}: ${stderr}`);
      await work().finally(() => host().ssh(undo));
    },
    using: async (changes, work) => {
      const connection = await connectSsh(optionsOf(changes));
      try {
        return await work(connection);
      } finally {
        await connection.close();
      }
    },
  };
}

/** Runs one command line as the login user; its output without the last line end. */
export async function output(connection: Connection, command: string): Promise<string> {
  const { stdout } = await (await connection.session()).run(sh`sh -c ${command}`);
  return stdout.toString().trimEnd();
}
