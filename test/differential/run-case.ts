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

/** How a playbook is run: the words before its arguments. */
export type Program = readonly [file: string, ...words: string[]];

/** Runs a playbook of cases on a host and tells what each task made of it. */
export async function runCase(wanted: Case, host: LabHost, program: Program): Promise<Step[]> {
  const directory = await mkdtemp(join(tmpdir(), 'differential-'));
  try {
    await prepareHost(wanted, host);
    await prepareController(wanted, host, directory);
    const [file, ...words] = program;
    const { stdout, stderr } = await execa(file, [...words, '-i', 'hosts.ini', 'site.yml'], {
      cwd: directory,
      env: environment(directory),
      reject: false,
      stdin: 'ignore',
    });
    if (!stdout.includes('{\n')) throw new Error(`${wanted.name}: no output; ${stderr}`);
    return readSteps(stdout, { address: host.address, directory });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

/** An empty directory of the case's own, a host name that all have, and the script that tells the state. */
async function prepareHost(wanted: Case, host: LabHost): Promise<void> {
  const directory = caseDirectory(wanted.name);
  const script = `rm -rf ${directory} && mkdir -p ${directory} && hostname target && echo target >/etc/hostname && cat >${stateScript}`;
  const { exitCode, stderr } = await host.ssh(script, { input: stateScriptOf(wanted) });
  if (exitCode !== 0) throw new Error(`${host.name} could not be prepared: ${stderr}`);
}

async function prepareController(wanted: Case, host: LabHost, directory: string): Promise<void> {
  for (const part of ['files', 'templates'])
    await cp(join(differentialDirectory, part), join(directory, part), { recursive: true, verbatimSymlinks: true });
  await mkdir(join(directory, 'out'));
  await writeFile(join(directory, 'ansible.cfg'), '');
  const variables = {
    ansible_host: host.address,
    ansible_user: 'root',
    ansible_ssh_private_key_file: keyFile,
    ansible_ssh_common_args: '"-o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR"',
    dir: caseDirectory(wanted.name),
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
