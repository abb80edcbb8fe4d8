import { readFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { isPresent, perform, type Contender, type Missing } from './measure.js';

/** What the numbers were measured on, and with which versions. */
export async function machineLines(contenders: readonly (Contender | Missing)[]): Promise<string[]> {
  const [first] = cpus();
  const system = /^PRETTY_NAME="(.*)"$/m.exec(await readFile('/etc/os-release', 'utf8'))?.[1] ?? 'Linux';
  const ssh = (await perform({ program: 'ssh', args: ['-V'], directory: '/' })).split(',')[0] ?? 'OpenSSH';
  const versions = contenders.filter(isPresent).filter(({ name }) => !name.startsWith('floor'));
  const named = versions.map(({ name, version }) => `${name} ${version}`);
  return [
    `- ${cpus().length} × ${first?.model ?? 'unknown processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, for controller and hosts together`,
    `- ${system}, Linux ${release()}, Node ${process.versions.node}, ${ssh.trim()}`,
    ...(named.length > 0 ? [`- ${[...new Set(named)].join(', ')}`] : []),
  ];
}
