import { execFileSync, spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { listings, patterns, pluginListings } from './cases.js';

/** Records what the real tools of the virtual environment $ANSIBLE_VENV answer: `ANSIBLE_VENV=... npx tsx test/inventory/record.ts`. */
const venv = process.env['ANSIBLE_VENV'];
if (venv === undefined) throw new Error('set ANSIBLE_VENV to a virtual environment with ansible-core');

const directory = fileURLToPath(new URL('cases', import.meta.url));
const run = (tool: string, args: readonly string[]): { stdout: string; exitCode: number | null } => {
  const { stdout, status } = spawnSync(join(venv, 'bin', tool), args, { cwd: directory, encoding: 'utf8' });
  return { stdout, exitCode: status };
};
const recorded = {
  version: execFileSync(join(venv, 'bin', 'ansible'), ['--version'], { encoding: 'utf8' }).split('\n')[0],
  listings: listings.map((args) => ({ args, ...run('ansible-inventory', args) })),
  plugins: pluginListings.map((args) => ({ args, ...runWithWarnings(args) })),
  patterns: patterns.map((pattern) => ({
    pattern,
    hosts: namesIn(run('ansible', ['-i', 'tree/hosts', pattern, '--list-hosts']).stdout),
  })),
};
writeFileSync(fileURLToPath(new URL('recorded.json', import.meta.url)), `${JSON.stringify(recorded, null, 1)}\n`);

/** Of the warnings only what is failing counts: the reasons are worded differently. */
function runWithWarnings(args: readonly string[]): { stdout: string; exitCode: number | null; warnings: string[] } {
  const { stdout, stderr, status } = spawnSync(join(venv ?? '', 'bin/ansible-inventory'), args, {
    cwd: directory,
    encoding: 'utf8',
  });
  const lines = stderr.replaceAll(directory, '').split('\n');
  const warnings = lines.filter((line) => /^\[(?:WARNING|ERROR)\]: (?!Deprecation|Error loading)/.test(line));
  return { stdout, exitCode: status, warnings: warnings.map((line) => line.replace(/( plugin):.*/, '$1')) };
}

function namesIn(stdout: string): string[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('    '))
    .map((line) => line.trim());
}
