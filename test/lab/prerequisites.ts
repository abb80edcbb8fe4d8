import { rm, writeFile } from 'node:fs/promises';
import { getuid, platform } from 'node:process';
import type { Progress } from './progress.js';
import { hasCommand, run } from './run.js';

/** A program the lab needs, the Debian package that has it, and what for. */
export interface Prerequisite {
  readonly command: string;
  readonly package: string;
  readonly reason: string;
}

export const hostPrerequisites: readonly Prerequisite[] = [
  { command: 'systemd-nspawn', package: 'systemd-container', reason: 'boots the hosts' },
  { command: 'mmdebstrap', package: 'mmdebstrap', reason: "makes the hosts' file system" },
  { command: 'ip', package: 'iproute2', reason: 'connects the hosts' },
  { command: 'nsenter', package: 'util-linux', reason: "sets up the hosts' network" },
  { command: 'ssh', package: 'openssh-client', reason: 'talks to the hosts' },
  { command: 'apt-cacher-ng', package: 'apt-cacher-ng', reason: 'is the way of the hosts to Debian packages' },
];

export const imagePrerequisites: readonly Prerequisite[] = [
  { command: 'skopeo', package: 'skopeo', reason: 'copies container images' },
  { command: 'update-ca-certificates', package: 'ca-certificates', reason: 'is what the images trust' },
  { command: 'docker-registry', package: 'docker-registry', reason: 'serves the images to the hosts' },
];

/** Why this machine cannot have a lab, or `undefined` when it can. */
export function labUnavailable(): string | undefined {
  if (platform !== 'linux') return `lab hosts need Linux, this is ${platform}`;
  if (getuid?.() !== 0) return 'lab hosts need root: containers, network namespaces and a bridge are made';
  return undefined;
}

/** Installs what is missing, saying what and why. */
export async function installPrerequisites(wanted: readonly Prerequisite[], progress: Progress): Promise<void> {
  const missing: Prerequisite[] = [];
  for (const one of wanted) if (!(await hasCommand(one.command))) missing.push(one);
  if (missing.length === 0) return;
  if (!(await hasCommand('apt-get')))
    throw new Error(`missing: ${names(missing)}; only Debian can install them by itself`);
  for (const { package: name, reason } of missing) progress(`installing ${name}: it ${reason}`);
  const options = { env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['-q', 'update'], options);
  await withoutServices(() =>
    run('apt-get', ['-q', '-y', '--no-install-recommends', 'install', ...missing.map((one) => one.package)], options),
  );
}

const policyFile = '/usr/sbin/policy-rc.d';

/** Keeps packages from starting their services meanwhile: the lab starts its own, on its own network only. */
async function withoutServices(install: () => Promise<unknown>): Promise<void> {
  const isOurs = await writeFile(policyFile, '#!/bin/sh\nexit 101\n', { flag: 'wx', mode: 0o755 }).then(
    () => true,
    () => false, // The machine has a policy of its own, which stays.
  );
  try {
    await install();
  } finally {
    if (isOurs) await rm(policyFile, { force: true });
  }
}

function names(wanted: readonly Prerequisite[]): string {
  return wanted.map((one) => one.package).join(' ');
}
