// Records what real Ansible makes of the cases in playbooks/: `ANSIBLE_VENV=DIR npx tsx test/conformance/record-playbooks.ts [CASE...]`.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { playbookRuns } from './playbook-cases.js';
import { readAnsibleOutput } from './playbook-log.js';
import { comparableScreen } from './playbook-screen.js';

const venv = process.env['ANSIBLE_VENV'];
if (venv === undefined) throw new Error('set ANSIBLE_VENV to a virtual environment with ansible-core');

const named = process.argv.slice(2);
const wanted = playbookRuns().filter(
  ({ name, directory }) => named.length === 0 || named.includes(name) || named.includes(basename(directory)),
);
for (const { name, directory, args, expected, screen } of wanted) {
  const environment = {
    ANSIBLE_NOCOLOR: '1',
    ANSIBLE_LOCALHOST_WARNING: 'False',
    ANSIBLE_DEPRECATION_WARNINGS: 'False',
  };
  const command = join(venv, 'bin/ansible-playbook');
  const run = await execa(command, ['-i', '../hosts.ini', 'site.yml', ...args], {
    cwd: directory,
    env: environment,
    reject: false,
  });
  const log = readAnsibleOutput(run.stdout, run.exitCode ?? -1);
  writeFileSync(screen, `${comparableScreen(run.stdout, directory)}\n`);
  writeFileSync(expected, `${JSON.stringify(log, null, 2)}\n`);
  console.log(`${name}: exit ${run.exitCode ?? '?'}, ${log.lines.length} lines`);
  if (log.lines.length === 0) console.log(run.stderr);
}
