import { execa } from 'execa';
import type { RunEvent } from '../../../src/events/event.js';
import { projectDirectory, provisionProgram } from '../../demo/provision.js';
import { vaultPassword } from './site.js';

/** What a run of `provision` did. */
export interface ProvisionRun {
  readonly exitCode: number;
  /** Task and host of every change. */
  readonly changes: readonly string[];
  /** The messages of every failure. */
  readonly failures: readonly string[];
  /** All that it printed. */
  readonly output: string;
}

/** Runs the shipped playbook as a person would, with the events as its output. */
export async function runProvision(inventory: string, args: readonly string[]): Promise<ProvisionRun> {
  const passwords = ['--vault-password-file', '.vault_pass.py'];
  const command = [provisionProgram, '-i', inventory, ...passwords, '--output', 'ndjson', ...args];
  const { exitCode, stdout, stderr } = await execa(process.execPath, command, {
    cwd: projectDirectory,
    env: { VAULT_PASSWORD: vaultPassword },
    stdin: 'ignore',
    reject: false,
  });
  const events = stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as RunEvent);
  return {
    exitCode: exitCode ?? -1,
    changes: events.flatMap(changesOf),
    failures: [...events.flatMap(failuresOf), ...stderr.split('\n').filter((line) => line.startsWith('error'))],
    output: `${stdout}\n${stderr}`,
  };
}

function changesOf(event: RunEvent): string[] {
  if (event.type !== 'host end' || event.result.status !== 'changed') return [];
  return [`${event.task.name} on ${event.result.host}`];
}

function failuresOf(event: RunEvent): string[] {
  if (event.type === 'error') return [event.error.message];
  if (event.type !== 'host end' || !['failed', 'unreachable'].includes(event.result.status)) return [];
  return [event.result.error?.message ?? String(event.result.result['msg'])];
}
