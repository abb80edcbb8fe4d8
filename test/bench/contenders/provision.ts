import { provisionProgram } from '../../demo/provision.js';
import { perform, type Command, type Contender, type Missing } from '../measure.js';
import type { Site } from '../site.js';

/** The bundled command. Where it can keep connections, `keeps` says whether it may. */
export async function provision(site: Site, { keeps = false } = {}): Promise<Contender | Missing> {
  const name = keeps ? 'provision, kept connections' : 'provision';
  const help = await perform(command(site, ['--help']));
  const canKeep = help.includes('--no-keep');
  if (keeps && !canKeep) return { name, reason: 'this version keeps no connections' };
  const version = (await perform(command(site, ['--version']))).trim();
  const run = command(site, ['-i', site.inventory, 'site.yaml', ...(canKeep && !keeps ? ['--no-keep'] : [])]);
  const environment = { ...run.environment, ...(keeps ? { PROVISION_KEEP: '60' } : {}) };
  return { name, version, commands: [{ ...run, environment }] };
}

export function command({ directory }: Pick<Site, 'directory'>, args: readonly string[]): Command {
  const environment = { ANSIBLE_HOST_KEY_CHECKING: 'False' };
  return { program: process.execPath, args: [provisionProgram, ...args], directory, environment };
}
