import { execa } from 'execa';
import { join } from 'node:path';

export const projectDirectory = join(import.meta.dirname, '..', '..');

/** How to run the command, and what it may print on. */
export interface Provision {
  readonly vaultPassword: string;
  /** Whether standard output must stay clean. */
  readonly isQuiet: boolean;
}

/** Runs `provision` as a person would, on the terminal. */
export async function runProvision(args: readonly string[], { vaultPassword, isQuiet }: Provision): Promise<void> {
  const stdout = isQuiet ? process.stderr : process.stdout;
  const { exitCode } = await execa(process.execPath, [provisionProgram, ...args], {
    cwd: projectDirectory,
    env: { VAULT_PASSWORD: vaultPassword },
    stdio: ['ignore', stdout, process.stderr],
    reject: false,
  });
  if (exitCode !== 0) throw new Error(`provision ended with exit code ${exitCode ?? 'none'}`);
}

/** Runs `provision`, shows and returns what it printed. */
export async function readProvision(args: readonly string[], { vaultPassword, isQuiet }: Provision): Promise<string> {
  const shown = isQuiet ? process.stderr : process.stdout;
  const { exitCode, stdout } = await execa(process.execPath, [provisionProgram, ...args], {
    cwd: projectDirectory,
    env: { VAULT_PASSWORD: vaultPassword },
    stdin: 'ignore',
    stdout: ['pipe', shown],
    stderr: process.stderr,
    reject: false,
  });
  if (exitCode !== 0) throw new Error(`provision ended with exit code ${exitCode ?? 'none'}`);
  return stdout;
}

/** How many tasks changed something, by host, as the recap at the end of a run counts. */
export function changesByHost(output: string): ReadonlyMap<string, number> {
  const counts = [...output.matchAll(/^(\S+)\s+: ok=\d+\s+changed=(\d+)/gm)];
  return new Map(counts.map(([, host = '', changed]) => [host, Number(changed)]));
}

/** The bundled command. */
export const provisionProgram = join(projectDirectory, 'dist', 'provision.mjs');
