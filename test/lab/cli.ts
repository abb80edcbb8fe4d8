import { execa } from 'execa';
import { stderr, stdout } from 'node:process';
import { sshArguments } from './host.js';
import { labHost, type LabHost } from './host.js';
import { closeLab, knownHosts, openLab } from './lab.js';
import { firstHost } from './paths.js';

const usage = `npm run lab -- COMMAND

  up N [--python] [--no-docker]   boot hosts lab1 ... labN (10.77.0.11 ...); those that run stay as they are
  down                            stop all of them and remove their files
  list                            one line a host: name, address, state
  ssh NAME [COMMAND...]           log in, or run a command, as root
  reset NAME                      a fresh file system, freshly booted
  cut NAME, heal NAME             unplug, plug in the network cable

Needs root on Linux. The key ~/.cache/provision-lab/client.pem opens root and deploy (sudo without a password);
operator logs in with the password lab-operator, which sudo asks for; root's password, for su, is lab-root.
PROVISION_LAB names another lab than "hand", PROVISION_LAB_FIRST the number of its first host.
`;

const lab = process.env['PROVISION_LAB'] ?? 'hand';
const first = Number(process.env['PROVISION_LAB_FIRST'] ?? firstHost.hand);

const commands: Readonly<Record<string, (...words: string[]) => Promise<void>>> = {
  up,
  down,
  list,
  ssh,
  reset,
  cut,
  heal,
};

async function up(...words: string[]): Promise<void> {
  const hosts = Number(words.find((word) => !word.startsWith('-')) ?? 3);
  const options = { docker: !words.includes('--no-docker'), python: words.includes('--python') };
  await openLab({ name: lab, hosts, first, ...options, progress: say });
  await list();
}

async function down(): Promise<void> {
  await closeLab(lab);
}

async function list(): Promise<void> {
  for (const { host, isRunning } of await knownHosts(lab))
    stdout.write(`${host.name} ${host.address} ${isRunning ? 'up' : 'down'}\n`);
}

async function ssh(name = '', ...command: string[]): Promise<void> {
  const { address } = await getHost(name);
  const args = [...sshArguments(), `root@${address}`, ...command];
  const { exitCode } = await execa('ssh', args, { stdio: 'inherit', reject: false });
  process.exitCode = exitCode ?? 255;
}

async function reset(name = ''): Promise<void> {
  await (await getHost(name)).reset();
}

async function cut(name = ''): Promise<void> {
  await (await getHost(name)).cut();
}

async function heal(name = ''): Promise<void> {
  await (await getHost(name)).heal();
}

async function getHost(name: string): Promise<LabHost> {
  const hosts = await knownHosts(lab);
  const found = hosts.find(({ host }) => host.name === name);
  if (!found)
    throw new Error(`no host "${name}"; there are: ${hosts.map(({ host }) => host.name).join(' ') || 'none'}`);
  return labHost(found.host, say);
}

function say(line: string): void {
  stderr.write(`${line}\n`);
}

async function main([name = '', ...words]: readonly string[]): Promise<void> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command) return command(...words);
  stderr.write(usage);
  process.exitCode = 2;
}

main(process.argv.slice(2)).catch((error: unknown) => {
  say(`lab: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 1;
});
