import { createHash } from 'node:crypto';
import { chmod, mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './exists.js';
import { withLock } from './lock.js';
import { packageProxy } from './network.js';
import { cacheDirectory, keyFile } from './paths.js';
import type { Progress } from './progress.js';
import { run } from './run.js';

/** What a host has from the start, beyond a small Debian with systemd, sshd and sudo. */
export interface Flavour {
  readonly docker: boolean;
  /** Python and the libraries that Ansible itself needs on a target, to compare with it. */
  readonly python: boolean;
}

const suite = 'bookworm';
const packages = 'systemd systemd-sysv dbus openssh-server sudo iproute2 procps curl ca-certificates'.split(' ');
const dockerPackages = ['docker.io', 'iptables'];
const pythonPackages = ['python3', 'python3-apt', 'python3-requests'];

/** The directory with the file system that such hosts share, made when it is not there; interrupted, it starts over. */
export async function baseImage(flavour: Flavour, progress: Progress): Promise<string> {
  const included = packagesOf(flavour);
  const version = createHash('sha256').update(included.join()).digest('hex').slice(0, 8);
  const name = [suite, flavour.python && 'python', flavour.docker && 'docker', version].filter(Boolean).join('-');
  const image = join(cacheDirectory, `base-${name}`);
  await withLock(`${image}.lock`, async () => {
    if (!(await exists(image))) await makeBaseImage(image, included, progress);
  });
  return image;
}

/** The key that opens all hosts, made once. */
export async function ensureKey(): Promise<void> {
  await mkdir(cacheDirectory, { recursive: true });
  await withLock(`${keyFile}.lock`, async () => {
    if (await exists(keyFile)) return;
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', 'provision-lab', '-f', `${keyFile}.part`]);
    await rename(`${keyFile}.part.pub`, `${keyFile}.pub`);
    await rename(`${keyFile}.part`, keyFile);
    await chmod(keyFile, 0o600);
  });
}

async function makeBaseImage(image: string, included: readonly string[], progress: Progress): Promise<void> {
  progress(`making the hosts' file system: Debian ${suite} with ${included.join(' ')}`);
  const part = `${image}.part`;
  await rm(part, { recursive: true, force: true });
  const options = ['--format=directory', '--variant=minbase', `--include=${included.join(',')}`];
  // Through the hosts' own proxy, which keeps the packages for later.
  const proxy = `--aptopt=Acquire::http::Proxy "${packageProxy}"`;
  const onLine = (line: string) => /^(I|E|W): /.test(line) && progress(`file system: ${line.slice(3)}`);
  // In a mount namespace of its own, so that nothing stays mounted when it is interrupted.
  await run('unshare', ['--mount', 'mmdebstrap', ...options, proxy, suite, part, ...(await mirror())], { onLine });
  await rename(part, image);
}

/** The mirror this machine gets its own Debian packages from; none means mmdebstrap's default. */
async function mirror(): Promise<string[]> {
  const format = '$(ORIGIN)|$(LABEL)|$(SITE)|$(REPO_URI)';
  const targets = await run('apt-get', ['indextargets', '--format', format, 'Created-By: Packages']).catch(() => '');
  const own = targets.split('\n').find((line) => line.startsWith('Debian|Debian|'));
  const uri = own?.split('|')[3];
  return uri?.startsWith('http://') ? [uri] : [];
}

function packagesOf({ docker, python }: Flavour): string[] {
  return [...packages, ...(docker ? dockerPackages : []), ...(python ? pythonPackages : [])];
}
