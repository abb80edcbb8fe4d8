import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './exists.js';
import { gateway, keyFile } from './paths.js';
import { packageProxy } from './network.js';
import { registryAddress } from './registry.js';
import { run } from './run.js';

/** The passwords of a host. They open nothing but these throwaway machines. */
export const passwords = { root: 'lab-root', operator: 'lab-operator' } as const;

/** Makes the file system of one host, its own over the shared base; complete when `directory` exists. */
export async function makeFileSystem(directory: string, { base, name, hosts }: HostFiles): Promise<void> {
  const part = `${directory}.part`;
  await removeTree(part);
  for (const layer of ['upper', 'work', 'root']) await mkdir(join(part, layer), { recursive: true });
  await run('cp', ['-a', join(base, 'var/lib'), join(part, 'lib')]);
  const hasDocker = await exists(join(base, 'usr/bin/dockerd'));
  const files = { ...filesOf(name, hosts), ...(hasDocker && dockerFiles) };
  const publicKey = (await readFile(`${keyFile}.pub`, 'utf8')).trim();
  const inside = [...Object.entries(files).map(writeScript), accountsScript(publicKey)].join('');
  const script = `${mountScript(part, base)}\nchroot ${join(part, 'root')} sh -eu\nssh-keygen -q -A -f ${join(part, 'root')}`;
  await run('unshare', ['--mount', 'sh', '-euc', script], { input: inside });
  await writeFile(join(part, 'base'), base);
  await rename(part, directory);
}

interface HostFiles {
  /** The directory with the base image. */
  readonly base: string;
  readonly name: string;
  /** All hosts of the lab, by name: their addresses. */
  readonly hosts: ReadonlyMap<string, string>;
}

/**
 * Mounts the host's layers over the base, to be run in a mount namespace of its own: the mount goes with the last
 * process in it. Sharing the base makes a fresh host a matter of a second. `lib`, a plain directory, becomes
 * /var/lib, because Docker and databases do not like to live on an overlay.
 */
export function mountScript(directory: string, base: string): string {
  const layers = `lowerdir=${base},upperdir=${directory}/upper,workdir=${directory}/work`;
  return `mount -t overlay -o ${layers} overlay ${directory}/root`;
}

/** The base image that a host's layers were made for. */
export async function baseOf(directory: string): Promise<string> {
  return readFile(join(directory, 'base'), 'utf8');
}

/** Removes a tree that a container may just have left. */
export async function removeTree(directory: string): Promise<void> {
  await rm(directory, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}

/**
 * The lab's key opens root and deploy (sudo without a password). operator logs in with a password and gives it to
 * sudo. The host keys of the image are removed: they would be the same on all hosts.
 */
function accountsScript(key: string): string {
  return `
useradd -m -s /bin/bash deploy
useradd -m -N -s /bin/bash operator
printf '%s\\n' 'root:${passwords.root}' 'operator:${passwords.operator}' | chpasswd
for home in /root /home/deploy; do
  mkdir -p $home/.ssh
  chmod 700 $home/.ssh
  echo '${key}' > $home/.ssh/authorized_keys
  chmod 600 $home/.ssh/authorized_keys
done
chown -R deploy:deploy /home/deploy/.ssh
rm -f /etc/ssh/ssh_host_*
ln -sf /dev/null /etc/systemd/system/systemd-networkd-wait-online.service
`;
}

function filesOf(name: string, hosts: ReadonlyMap<string, string>): Readonly<Record<string, string>> {
  const others = [...hosts].map(([host, address]) => `${address} ${host}\n`);
  return {
    '/etc/hostname': `${name}\n`,
    '/etc/hosts': `127.0.0.1 localhost\n::1 localhost\n${others.join('')}`,
    '/etc/sudoers.d/lab': 'deploy ALL=(ALL:ALL) NOPASSWD: ALL\noperator ALL=(ALL:ALL) ALL\n',
    '/etc/ssh/sshd_config.d/lab.conf': sshdConfiguration,
    '/etc/apt/apt.conf.d/01lab': `Acquire::http::Proxy "${packageProxy}";\n`,
    '/etc/resolv.conf': `# There is no name service in the lab; ${gateway} is the machine.\n`,
  };
}

/** Many tests connect at the same moment; the rest is what sshd does by itself. */
const sshdConfiguration = `UseDNS no
MaxStartups 200:30:400
PasswordAuthentication no
Match User operator
  PasswordAuthentication yes
`;

const dockerFiles = {
  '/etc/docker/daemon.json': `${JSON.stringify({ 'insecure-registries': [registryAddress] })}\n`,
};

function writeScript([path, text]: readonly [path: string, text: string]): string {
  return `mkdir -p "$(dirname ${path})"\nrm -f ${path}\ncat > ${path} <<'END OF FILE'\n${text}END OF FILE\n`;
}
