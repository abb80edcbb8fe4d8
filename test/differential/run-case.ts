import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import type { LabHost } from '../lab/host.js';
import { keyFile } from '../lab/paths.js';
import { caseDirectory, differentialDirectory, type Case } from './case.js';
import { expandPlaybook, stateScript } from './expand.js';
import { readSteps, type Step } from './play-log.js';
import { stateScriptOf } from './state.js';
import { serveWeb } from './web.js';

/** How a playbook is run: the words before its arguments. */
export type Program = readonly [file: string, ...words: string[]];

/** Runs a playbook of cases on a host and tells what each task made of it. */
export async function runCase(wanted: Case, host: LabHost, program: Program): Promise<Step[]> {
  const directory = await mkdtemp(join(tmpdir(), 'differential-'));
  const web = wanted.needs.web ? await serveWeb() : undefined;
  try {
    await prepareHost(wanted, host);
    await prepareController(wanted, directory, {
      ansible_host: host.address,
      dir: caseDirectory(wanted.name),
      ...(web ? { web: web.url } : {}),
    });
    const [file, ...words] = program;
    const { stdout, stderr } = await execa(file, [...words, '-i', 'hosts.ini', 'site.yml'], {
      cwd: directory,
      env: environment(directory),
      reject: false,
      stdin: 'ignore',
    });
    if (!stdout.includes('{\n')) throw new Error(`${wanted.name}: no output; ${stderr}`);
    return readSteps(stdout, { address: host.address, directory, web: web?.url });
  } finally {
    web?.close();
    await rm(directory, { recursive: true, force: true });
  }
}

/** Its packages, an empty directory of the case's own, a host name that all have, and the script that tells the state. */
async function prepareHost(wanted: Case, host: LabHost): Promise<void> {
  const directory = caseDirectory(wanted.name);
  const scripts = [
    ...(wanted.packages.length > 0 ? [installScript(wanted.packages)] : []),
    `rm -rf ${directory} && mkdir -p ${directory} && hostname target && echo target >/etc/hostname && cat >${stateScript}`,
  ];
  for (const script of scripts) {
    const { exitCode, stderr } = await host.ssh(script, { input: stateScriptOf(wanted) });
    if (exitCode !== 0) throw new Error(`${host.name} could not be prepared: ${stderr}`);
  }
}

/** Other cases on the same host may have installed them. */
function installScript(packages: readonly string[]): string {
  return `exec </dev/null >/dev/null
missing=$(for package in ${packages.join(' ')}; do dpkg -s "$package" >/dev/null 2>&1 || echo "$package"; done)
[ -n "$missing" ] || exit 0
ls /var/lib/apt/lists/*_Packages 2>/dev/null || apt-get -qq update
DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends $missing`;
}

async function prepareController(
  wanted: Case,
  directory: string,
  own: Readonly<Record<string, string>>,
): Promise<void> {
  for (const part of ['files', 'templates'])
    await cp(join(differentialDirectory, part), join(directory, part), { recursive: true, verbatimSymlinks: true });
  await mkdir(join(directory, 'out'));
  await writeFile(join(directory, 'ansible.cfg'), '');
  const variables = {
    ...own,
    ansible_user: 'root',
    ansible_ssh_private_key_file: keyFile,
    ansible_ssh_common_args: '"-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"',
  };
  const words = Object.entries(variables).map(([name, value]) => `${name}=${value}`);
  await writeFile(join(directory, 'hosts.ini'), `target ${words.join(' ')}\n`);
  await writeFile(join(directory, 'site.yml'), expandPlaybook(wanted.playbook, wanted.once));
}

function environment(directory: string): Readonly<Record<string, string>> {
  return {
    ANSIBLE_CONFIG: join(directory, 'ansible.cfg'),
    ANSIBLE_STDOUT_CALLBACK: 'ansible.posix.json',
    ANSIBLE_PIPELINING: 'True',
    ANSIBLE_PYTHON_INTERPRETER: 'auto_silent',
    ANSIBLE_LOCAL_TEMP: join(directory, 'local'),
    ANSIBLE_SSH_CONTROL_PATH_DIR: join(directory, 'cp'),
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
  };
}
