// Records what real Ansible makes of the cases in playbooks/: `ANSIBLE_VENV=DIR npx tsx test/conformance/record-playbooks.ts [CASE...]`.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { readAnsibleOutput } from './playbook-log.js';

const directory = fileURLToPath(new URL('playbooks', import.meta.url));
const venv = process.env['ANSIBLE_VENV'];
if (venv === undefined) throw new Error('set ANSIBLE_VENV to a virtual environment with ansible-core');

const named = process.argv.slice(2);
const cases = readdirSync(directory, { withFileTypes: true }).filter((entry) => entry.isDirectory()).map(({ name }) => name);
for (const name of named.length > 0 ? named : cases) {
  const cwd = join(directory, name);
  const extra = existsSync(join(cwd, 'arguments.json')) ? (JSON.parse(readFileSync(join(cwd, 'arguments.json'), 'utf8')) as string[]) : [];
  const environment = { ANSIBLE_NOCOLOR: '1', ANSIBLE_LOCALHOST_WARNING: 'False', ANSIBLE_DEPRECATION_WARNINGS: 'False' };
  const run = await execa(join(venv, 'bin/ansible-playbook'), ['-i', '../hosts.ini', 'site.yml', ...extra], { cwd, env: environment, reject: false });
  writeFileSync(join(cwd, 'expected.json'), `${JSON.stringify(readAnsibleOutput(run.stdout, run.exitCode ?? -1), null, 2)}\n`);
  console.log(`${name}: exit ${run.exitCode ?? '?'}`);
}
