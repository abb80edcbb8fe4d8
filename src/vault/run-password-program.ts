import { spawn } from 'node:child_process';

export interface PasswordProgram {
  readonly path: string;
  readonly args: readonly string[];
  readonly directory: string;
}

export interface ProgramResult {
  readonly stdout: string;
  /** Why it failed. */
  readonly problem?: string | undefined;
}

export type ProgramRunner = (program: PasswordProgram) => Promise<ProgramResult>;

/** Runs a program that prints a password. It has our standard input, and may speak with the user at the terminal. */
export const runPasswordProgram: ProgramRunner = ({ path, args, directory }) =>
  new Promise((done) => {
    const child = spawn(path, args, { cwd: directory, stdio: ['inherit', 'pipe', 'pipe'] });
    const output: Buffer[] = [];
    const errors: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', (error) => done({ stdout: '', problem: error.message }));
    child.on('close', (code, signal) => {
      const stdout = Buffer.concat(output).toString('utf8');
      if (code === 0) return done({ stdout });
      const lastWords = Buffer.concat(errors).toString('utf8').trim().split('\n').at(-1) ?? '';
      done({
        stdout: '',
        problem: `${signal ? `signal ${signal}` : `exit status ${code}`}${lastWords === '' ? '' : `: ${lastWords}`}`,
      });
    });
  });
