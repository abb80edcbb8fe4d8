// Records what real Ansible makes of the cases in playbooks/: `ANSIBLE_VENV=DIR npx tsx test/conformance/record-playbooks.ts [CASE...]`.
import { writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { playbookRuns, screenEnvironment, screenRuns, type ScreenRun } from './playbook-cases.js';
import { readAnsibleOutput } from './playbook-log.js';
import { comparableScreen } from './playbook-screen.js';

const venv = process.env['ANSIBLE_VENV'];
if (venv === undefined) throw new Error('set ANSIBLE_VENV to a virtual environment with ansible-core');
const command = join(venv, 'bin/ansible-playbook');

const named = process.argv.slice(2);
const wanted = playbookRuns().filter(
  ({ name, directory }) => named.length === 0 || named.includes(name) || named.includes(basename(directory)),
);
for (const playbookRun of wanted) {
  for (const screenRun of screenRuns(playbookRun)) {
    const { stdout, stderr, exitCode } = await record(screenRun);
    if (screenRun !== playbookRun) continue;
    const log = readAnsibleOutput(stdout, exitCode);
    writeFileSync(playbookRun.expected, `${JSON.stringify(log, null, 2)}\n`);
    console.log(`${playbookRun.name}: exit ${exitCode}, ${log.lines.length} lines`);
    if (log.lines.length === 0) console.log(stderr);
  }
}

async function record(run: ScreenRun): Promise<{ stdout: string; stderr: string; exitCode: number }> {
  const { args, directory, screen, notices } = run;
  const { stdout, stderr, exitCode } = await execa(command, ['-i', '../hosts.ini', 'site.yml', ...args], {
    cwd: directory,
    env: screenEnvironment(run),
    reject: false,
  });
  writeFileSync(screen, `${comparableScreen(stdout, directory)}\n`);
  if (notices !== undefined) writeFileSync(notices, `${stderr.replaceAll(directory, '<case>')}\n`);
  return { stdout, stderr, exitCode: exitCode ?? -1 };
}
