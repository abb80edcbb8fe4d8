import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { execa } from 'execa';
import { labHost, type LabHost } from '../lab/host.js';
import { knownHosts } from '../lab/lab.js';
import { isRecorded, readCases, type Case } from './case.js';
import { onHosts, type HostWishes } from './hosts.js';
import { writeRecording } from './recording.js';
import { replay } from './replay.js';
import { runCase, type Program } from './run-case.js';

const usage = `npm run differential -- [--record] [--host NAME] [MODULE...]

Runs the cases of the modules (all without names; those that take long only with them) by provision and compares with what Ansible made of them.
  --record      runs them by Ansible instead, on a fresh host each, and keeps what it makes of them;
                ANSIBLE_VENV names a virtual environment with the package ansible
  --host NAME   on this host of the lab that PROVISION_LAB names, instead of fresh ones
`;

const project = join(import.meta.dirname, '..', '..');
const provision: Program = ['node', join(project, 'dist/provision.mjs'), 'as', 'ansible-playbook'];

async function main(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { record: { type: 'boolean' }, host: { type: 'string' }, help: { type: 'boolean' } },
  });
  if (values.help) {
    console.log(usage);
    return 0;
  }
  const host = values.host === undefined ? undefined : await findHost(values.host);
  const cases = readCases(positionals).filter(({ onDemand }) => !onDemand || positionals.length > 0);
  return values.record === true ? record(cases, host) : compare(cases, host);
}

async function record(cases: readonly Case[], host: LabHost | undefined): Promise<number> {
  const program: Program = [ansiblePlaybook()];
  await visit(cases, host, { hosts: 1, python: true, fresh: true }, async (wanted, on) => {
    const steps = await runCase(wanted, on, program);
    writeRecording(wanted, steps);
    console.log(`${wanted.name}: ${steps.length} steps recorded`);
  });
  return 0;
}

async function compare(cases: readonly Case[], host: LabHost | undefined): Promise<number> {
  await execa('npm', ['run', '--silent', 'build'], { cwd: project });
  let failed = 0;
  for (const { name } of cases.filter((wanted) => !isRecorded(wanted))) console.log(`${name}: not recorded yet`);
  await visit(cases.filter(isRecorded), host, { hosts: 2, python: false, fresh: false }, async (wanted, on) => {
    const problems = await replay(wanted, on, provision).catch((error: unknown) => [String(error)]);
    for (const problem of problems) console.log(`  ${problem}`);
    console.log(`${wanted.name}: ${problems.length === 0 ? 'the same' : `${problems.length} differences`}`);
    if (problems.length > 0) failed++;
  });
  return failed === 0 ? 0 : 1;
}

async function visit(
  cases: readonly Case[],
  host: LabHost | undefined,
  wishes: HostWishes,
  run: (wanted: Case, host: LabHost) => Promise<void>,
): Promise<void> {
  if (host === undefined) return onHosts(cases, wishes, run);
  for (const one of cases) await run(one, host);
}

async function findHost(name: string): Promise<LabHost> {
  const lab = process.env['PROVISION_LAB'] ?? 'hand';
  const found = (await knownHosts(lab)).find(({ host }) => host.name === name);
  if (!found) throw new Error(`the lab "${lab}" has no host "${name}"`);
  return labHost(found.host, () => undefined);
}

function ansiblePlaybook(): string {
  const venv = process.env['ANSIBLE_VENV'];
  if (venv === undefined) throw new Error('set ANSIBLE_VENV to a virtual environment with the package ansible');
  const program = join(venv, 'bin/ansible-playbook');
  if (!existsSync(program)) throw new Error(`${program} is not there`);
  return program;
}

process.exitCode = await main(process.argv.slice(2));
