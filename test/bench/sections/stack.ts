import { join } from 'node:path';
import { runDemo } from '../../demo/demo.js';
import { projectDirectory } from '../../demo/provision.js';
import { openScreen } from '../../demo/screen.js';
import { ansible } from '../contenders/ansible.js';
import { command } from '../contenders/provision.js';
import { interleave, median, perform, timed, type Command, type Contender } from '../measure.js';
import type { Section } from '../section.js';
import { timingTable } from '../timing-table.js';

/** The whole stack of the demo, converged: provision beside ansible-core on the same playbook, inventory and vault. */
export const stack: Section = {
  name: 'stack',
  title: 'The whole stack, nothing to change',
  about:
    'The shipped playbook over the hosts of `npm run demo`, which provision has built before: the same inventory and vault for both.',
  isLong: true,
  async measure(bench) {
    const demo = await runDemo({ observers: 3, slaves: 2, isQuiet: true, python: true }, openScreen(process.stderr));
    const playbook = join(projectDirectory, 'playbooks', 'provision.yaml');
    const vault = { VAULT_PASSWORD: demo.vaultPassword };
    const own = command({ directory: projectDirectory }, ['-i', demo.inventory, playbook]);
    const theirs = await overStack(await ansible(bench.site, bench.progress), demo.inventory, playbook, vault);
    const contenders: readonly Contender[] = [
      { name: 'provision', version: '', commands: [{ ...own, environment: { ...own.environment, ...vault } }] },
      theirs,
    ];
    // Ansible may see a few things otherwise the first time; what is measured is a run that finds all as it wants it.
    await timed(theirs.commands);
    const timings = await interleave(contenders, bench);
    const [fast, slow] = timings.map(({ seconds }) => median(seconds));
    const ratio = (slow ?? NaN) / (fast ?? NaN);
    return {
      contenders: [theirs],
      timings,
      lines: [...timingTable(timings, contenders), '', `provision is ${ratio.toFixed(1)} times faster.`],
    };
  },
};

/** Ansible's command over the stack's inventory, its vault opened by a program that prints the password. */
async function overStack(
  contender: Contender,
  inventory: string,
  playbook: string,
  vault: Readonly<Record<string, string>>,
): Promise<Contender> {
  const [base] = contender.commands;
  if (!base) throw new Error('ansible has no command');
  const script = join(base.directory, 'vault-password.sh');
  await perform({
    program: 'sh',
    args: ['-c', `printf '#!/bin/sh\\necho "$VAULT_PASSWORD"\\n' >"$1" && chmod 700 "$1"`, 'sh', script],
    directory: base.directory,
  });
  const args = ['-i', inventory, '--vault-password-file', script, playbook];
  const run: Command = { ...base, args, environment: { ...base.environment, ...vault } };
  return { ...contender, commands: [run] };
}
