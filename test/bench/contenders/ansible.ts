import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { perform, type Command, type Contender } from '../measure.js';
import type { Site } from '../site.js';
import { pythonTools } from './python-tools.js';

const packages = ['ansible-core==2.19.14', 'mitogen==0.3.54'];

/** ansible-core as fast as its own settings make it: pipelining, one connection a host that is kept, forks for all hosts. */
const settings = `[defaults]
host_key_checking = False
forks = 50
interpreter_python = /usr/bin/python3
[ssh_connection]
pipelining = True
ssh_args = -o ControlMaster=auto -o ControlPersist=60s -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR
`;

/** The virtual environment that Ansible runs in; `ANSIBLE_VENV` names one that is there. */
export async function ansibleTools(progress: (line: string) => void): Promise<string> {
  return pythonTools({ name: 'ansible', variable: 'ANSIBLE_VENV', packages }, progress);
}

export async function ansible(site: Site, progress: (line: string) => void): Promise<Contender> {
  const tools = await ansibleTools(progress);
  const config = await writeSettings(site, 'ansible.cfg', settings);
  const version = /core ([\d.]+)/.exec(await perform(playbook(tools, site, config, ['--version'])))?.[1] ?? 'unknown';
  return { name: 'ansible-core, pipelining', version, commands: [playbook(tools, site, config)] };
}

/** The same with mitogen's strategy. */
export async function mitogen(site: Site, progress: (line: string) => void): Promise<Contender> {
  const tools = await ansibleTools(progress);
  const library = join(tools, 'lib');
  const [python = 'python3'] = (await readdir(library)).filter((name) => name.startsWith('python3'));
  const strategies = join(library, python, 'site-packages/ansible_mitogen/plugins/strategy');
  const added = `[defaults]\nstrategy_plugins = ${strategies}\nstrategy = mitogen_linear\n`;
  const config = await writeSettings(site, 'mitogen.cfg', settings.replace('[defaults]\n', added));
  const show = {
    program: join(tools, 'bin', 'python'),
    args: ['-c', 'import mitogen; print(*mitogen.__version__, sep=".")'],
  };
  const version = (await perform({ ...show, directory: site.directory })).trim();
  return { name: 'mitogen on ansible-core', version, commands: [playbook(tools, site, config)] };
}

export async function writeSettings({ directory }: Site, name: string, text: string): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, text);
  return path;
}

export function playbook(
  tools: string,
  site: Site,
  config: string,
  args = ['-i', site.inventory, 'site.yaml'],
): Command {
  const program = join(tools, 'bin', 'ansible-playbook');
  return { program, args, directory: site.directory, environment: { ANSIBLE_CONFIG: config } };
}
