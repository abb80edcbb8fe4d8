import { join } from 'node:path';
import { keyFile } from '../../lab/paths.js';
import { perform, type Contender } from '../measure.js';
import type { Site } from '../site.js';
import { pythonTools } from './python-tools.js';

/** pyinfra with the same work written as a deploy. `PYINFRA_VENV` names an environment that is there. */
export async function pyinfra({ directory, hosts }: Site, progress: (line: string) => void): Promise<Contender> {
  const tools = await pythonTools({ name: 'pyinfra', variable: 'PYINFRA_VENV', packages: ['pyinfra==3.10'] }, progress);
  const environment = { BENCH_HOSTS: hosts.map(({ address }) => address).join(' '), BENCH_KEY: keyFile };
  const run = (args: readonly string[]) => ({ program: join(tools, 'bin', 'pyinfra'), args, directory, environment });
  const version = (await perform(run(['--version']))).replace(/\D*/, '').trim();
  return { name: 'pyinfra', version, commands: [run(['-y', 'inventory.py', 'deploy.py'])] };
}
