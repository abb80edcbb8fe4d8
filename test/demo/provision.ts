import { execa } from 'execa';
import { join } from 'node:path';
import type { RunEvent } from '../../src/events/event.js';
import type { Progress } from '../lab/progress.js';

export const projectDirectory = join(import.meta.dirname, '..', '..');

/** The bundled command. */
export const provisionProgram = join(projectDirectory, 'dist', 'provision.mjs');

/** Runs `provision` as a person would, on the terminal; its output goes to standard error when `isQuiet`. */
export async function runProvision(
  args: readonly string[],
  { vaultPassword, isQuiet }: { vaultPassword: string; isQuiet: boolean },
): Promise<void> {
  const { exitCode } = await execa(process.execPath, [provisionProgram, ...args], {
    cwd: projectDirectory,
    env: { VAULT_PASSWORD: vaultPassword },
    stdio: ['ignore', isQuiet ? process.stderr : process.stdout, process.stderr],
    reject: false,
  });
  if (exitCode !== 0) throw new Error(`provision ended with exit code ${exitCode ?? 'none'}`);
}

/** Runs `provision` over hosts that are as wanted: every task that changes something is an error. */
export async function requireUnchanged(
  args: readonly string[],
  { vaultPassword }: { vaultPassword: string },
  progress: Progress,
): Promise<void> {
  const child = execa(process.execPath, [provisionProgram, '--output', 'ndjson', ...args], {
    cwd: projectDirectory,
    env: { VAULT_PASSWORD: vaultPassword },
    stdio: ['ignore', 'pipe', 'pipe'],
    reject: false,
  });
  const seen = new RunSummary(progress);
  for await (const line of child) seen.read(JSON.parse(line) as RunEvent);
  const { exitCode, stderr } = await child;
  if (exitCode !== 0)
    throw new Error(`provision ended with exit code ${exitCode ?? 'none'}: ${seen.problem ?? stderr}`);
  if (!seen.isComplete) throw new Error('provision ended without an end of its run');
  if (seen.changes.length > 0) throw new Error(`the second run changed something: ${seen.changes.join('; ')}`);
}

/** What a run did, from its events. */
export class RunSummary {
  readonly changes: string[] = [];
  problem: string | undefined;
  isComplete = false;

  constructor(private readonly progress: Progress) {}

  read(event: RunEvent): void {
    if (event.type === 'task start') this.progress(event.task.name);
    else if (event.type === 'host end' && event.result.status === 'changed')
      this.changes.push(`${event.task.name} on ${event.result.host}`);
    else if (event.type === 'host end' && event.result.error) this.problem = event.result.error.message;
    else if (event.type === 'error') this.problem = event.error.message;
    else if (event.type === 'run end') this.isComplete = true;
  }
}
