import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { Secret } from '../base/secret.js';
import { runPasswordProgram, type PasswordProgram, type ProgramRunner } from '../vault/run-password-program.js';
import type { CliEnvironment } from './environment.js';
import { isExecutable } from './is-executable.js';

export interface PasswordRequest {
  /** A file, or a program that prints it. */
  readonly file: string | undefined;
  readonly ask: boolean;
  readonly prompt: string;
}

/** A password for all hosts of a run, from a file, a program or the terminal; `undefined` when none was asked for. */
export async function standingPassword(
  environment: CliEnvironment,
  { file, ask, prompt }: PasswordRequest,
): Promise<Secret | undefined> {
  if (file !== undefined) return new Secret(await readPasswordFile(resolve(environment.directory, file), environment));
  return ask ? new Secret(await environment.askSecret(prompt)) : undefined;
}

async function readPasswordFile(path: string, { directory, runProgram }: CliEnvironment): Promise<string> {
  try {
    const text = isExecutable(path)
      ? await outputOf({ path, args: [], directory }, runProgram)
      : readFileSync(path, 'utf8');
    return text.replace(/\r?\n$/, '');
  } catch (cause) {
    throw new ProvisionError('E0005', `the password file ${path} cannot be used: ${messageOf(cause)}`, { cause });
  }
}

async function outputOf(program: PasswordProgram, run: ProgramRunner = runPasswordProgram): Promise<string> {
  const { stdout, problem } = await run(program);
  if (problem !== undefined) throw new Error(problem);
  return stdout;
}
