import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { sshArguments } from '../../lab/host.js';
import type { Contender } from '../measure.js';
import { benchDirectory, type Site } from '../site.js';

/** One `ssh HOST sh -s` a host, all at once. With `keeps`, over connections that OpenSSH keeps from the run before. */
export async function floor({ directory, hosts }: Site, { keeps = false } = {}): Promise<Contender> {
  const sockets = join(benchDirectory, 'ssh');
  await mkdir(sockets, { recursive: true, mode: 0o700 });
  const sharing = keeps
    ? ['-o', 'ControlMaster=auto', '-o', `ControlPath=${sockets}/%C`, '-o', 'ControlPersist=120']
    : ['-o', 'ControlPath=none'];
  // Its last check is that a file is absent: the status of `ls` is the answer, and no failure.
  const input = `${await readFile(join(directory, 'floor.sh'), 'utf8')}true\n`;
  return {
    name: keeps ? 'floor, kept connections' : 'floor',
    version: 'OpenSSH',
    commands: hosts.map(({ address, port = 22 }) => ({
      program: 'ssh',
      args: [...sshArguments(), ...sharing, '-p', String(port), `root@${address}`, 'sh', '-s'],
      directory,
      input,
    })),
  };
}
