import { spawn } from 'node:child_process';
import { ProvisionError } from '../base/errors.js';
import type { InventoryOptions } from './plugin.js';

/** Runs an inventory program with arguments; gives what it prints. */
export async function runProgram(path: string, args: readonly string[], options: InventoryOptions): Promise<string> {
  const { code, output, errors } = await run(path, args, options);
  const said = errors.toString('utf8').trim();
  if (code !== 0) throw withErrors(`Inventory script returned non-zero exit code ${code}.`, said);
  const text = decode(output, said);
  if (said !== '' && options.showsProgramErrors !== false) options.warn(`the inventory program ${path} says: ${said}`);
  return text;
}

function decode(output: Buffer, said: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(output);
  } catch (cause) {
    const problem = 'Inventory script result contained characters that cannot be interpreted as UTF-8';
    throw withErrors(problem, said, cause);
  }
}

interface Ran {
  readonly code: number | string;
  readonly output: Buffer;
  readonly errors: Buffer;
}

function run(path: string, args: readonly string[], { directory, environment }: InventoryOptions): Promise<Ran> {
  return new Promise((done, fail) => {
    const child = spawn(path, args, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(environment && { env: { ...environment } }),
    });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (cause) => fail(cannotRun(path, args, cause)));
    child.on('close', (code, signal) =>
      done({ code: code ?? signal ?? 'unknown', output: Buffer.concat(output), errors: Buffer.concat(errors) }),
    );
  });
}

function cannotRun(path: string, args: readonly string[], cause: Error): ProvisionError {
  const hint = 'an executable inventory begins with a line such as "#!/bin/sh"; any other file must not be executable';
  const command = [path, ...args].join(' ');
  return new ProvisionError('E0202', `Failed to execute inventory script command '${command}': ${cause.message}`, {
    cause,
    hint,
  });
}

function withErrors(problem: string, said: string, cause?: unknown): ProvisionError {
  const details = said === '' ? '' : `\n\nStandard error from inventory script:\n${said}`;
  return new ProvisionError('E0202', `${problem}${details}`, { cause });
}
