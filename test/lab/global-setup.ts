import { join } from 'node:path';
import { closeTestRun, openTestRun } from './lease.js';
import { labUnavailable } from './prerequisites.js';
import { run } from './run.js';

const project = join(import.meta.dirname, '..', '..');

/** Once for all tests on hosts: the program they run, and the network of the lab. */
export async function setup(): Promise<void> {
  if (labUnavailable() !== undefined) return;
  await run('npm', ['run', 'build'], { cwd: project });
  await openTestRun((line) => process.stderr.write(`lab: ${line}\n`));
}

export async function teardown(): Promise<void> {
  if (labUnavailable() === undefined) await closeTestRun();
}
