import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';

const runner = fileURLToPath(new URL('../../../shared/conformance/targets/run', import.meta.url));
const build = fileURLToPath(new URL('../../scripts/build.mjs', import.meta.url));
const command = fileURLToPath(new URL('../../dist/provision.mjs', import.meta.url));

/** Runs ansible-core's own integration targets with our commands in the place of Ansible's; returns the runner's exit code. */
export async function runTargets(names: readonly string[]): Promise<number> {
  const obstacle = findObstacle();
  if (obstacle !== undefined) {
    console.log(`targets: skipped, ${obstacle}`);
    return 0;
  }
  // What is measured is what the sources are now.
  await execa(process.execPath, [build]);
  const as = (program: string): string => `${process.execPath} ${command} as ${program}`;
  const programs = ['--playbook', as('ansible-playbook'), '--adhoc', as('ansible')];
  programs.push('--inventory', as('ansible-inventory'), '--vault', as('ansible-vault'));
  const run = await execa(runner, [...programs, ...names], { stdio: 'inherit', reject: false });
  return run.exitCode ?? 1;
}

function findObstacle(): string | undefined {
  if (!existsSync(runner)) return `there is no runner at ${runner}`;
  return process.getuid?.() === 0 ? undefined : 'the runner needs root, for namespaces of its own';
}
