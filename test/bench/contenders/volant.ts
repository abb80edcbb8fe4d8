import { access, copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { perform, type Contender, type Missing } from '../measure.js';
import { benchDirectory, type Site } from '../site.js';
import { ansibleTools, writeSettings } from './ansible.js';

const version = '0.1.0-alpha.13';

/** Without a connection that OpenSSH shares, unless connections are to be kept. */
const settings = (keeps: boolean): string => `[defaults]
host_key_checking = False
forks = 50
interpreter_python = /usr/bin/python3
[ssh_connection]
pipelining = True
ssh_args = -o ControlMaster=${keeps ? 'auto -o ControlPersist=60s' : 'no'} -o UserKnownHostsFile=/dev/null -o LogLevel=ERROR
`;

/** Volant, built by cargo; `VOLANT` names a program that is there. */
export async function volant(
  site: Site,
  progress: (line: string) => void,
  { keeps = false } = {},
): Promise<Contender | Missing> {
  const name = keeps ? 'Volant, kept connections' : 'Volant';
  const program = process.env['VOLANT'] ?? (await build(progress).catch((error: unknown) => new Error(String(error))));
  if (program instanceof Error) return { name, reason: firstLine(program.message) };
  const config = await writeSettings(site, `volant-${keeps ? 'kept' : 'new'}.cfg`, settings(keeps));
  const environment = {
    ANSIBLE_CONFIG: config,
    VOLANT_PYTHON: join(await ansibleTools(progress), 'bin', 'python'),
    ...(keeps ? {} : { VOLANT_SSH_CONTROL_MASTER: 'no' }),
  };
  const args = ['-i', site.inventory, 'site.yaml'];
  return { name, version, commands: [{ program, args, directory: site.directory, environment }] };
}

/** Builds the program and its agent, which it looks for beside itself under the name of the platform. */
async function build(progress: (line: string) => void): Promise<string> {
  const root = join(benchDirectory, 'volant');
  const program = join(root, 'bin', 'volant-playbook');
  const agent = join(root, 'bin', 'volant-agent-x86_64-unknown-linux-musl');
  if (
    await access(agent).then(
      () => true,
      () => false,
    )
  )
    return program;
  progress(`building volant ${version}`);
  const args = ['install', '--root', root, '--version', version, 'volant', 'volant-agent'];
  await perform({ program: 'cargo', args, directory: benchDirectory });
  await copyFile(join(root, 'bin', 'volant-agent'), agent);
  return program;
}

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
