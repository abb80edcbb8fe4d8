import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { pythonProgram } from './python-program.js';

interface PythonCommand {
  readonly python: string;
  /** The directory that holds the package `ansible`. */
  readonly sitePackages: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/**
 * A Python beside the run. Templates are evaluated without waiting, so it is spoken to without waiting, too: a line goes
 * out through one FIFO, and a line comes back through another one. It ends when its FIFOs are closed, which also happens
 * when the run's process ends.
 */
export class PythonProcess {
  readonly #requests: number;
  readonly #replies: number;
  readonly #errors: number;
  readonly #chunk = Buffer.alloc(65_536);
  #rest = Buffer.alloc(0);

  constructor(command: PythonCommand) {
    const directory = mkdtempSync(join(tmpdir(), 'provision-python-'));
    try {
      const [requests, replies, errors] = ['requests', 'replies', 'errors'].map((name) => join(directory, name));
      if (requests === undefined || replies === undefined || errors === undefined) throw new Error('three were named');
      execFileSync('mkfifo', ['-m', '600', '--', requests, replies]);
      this.#errors = openSync(errors, 'w+', 0o600);
      start(command, [requests, replies, errors]);
      this.#requests = openSync(requests, 'w');
      this.#replies = openSync(replies, 'r');
    } finally {
      // What is open stays open without its name.
      rmSync(directory, { recursive: true, force: true });
    }
  }

  /** Sends a line and waits for the one that comes back. Throws ProvisionError E0501 when the process has ended. */
  ask(line: string): string {
    try {
      writeAll(this.#requests, Buffer.from(`${line}\n`));
      return this.#readLine();
    } catch (error) {
      throw error instanceof ProvisionError ? error : this.#ended(error);
    }
  }

  close(): void {
    for (const descriptor of [this.#requests, this.#replies, this.#errors]) closeSync(descriptor);
  }

  #readLine(): string {
    const parts: Buffer[] = [];
    let bytes = this.#rest;
    for (;;) {
      const end = bytes.indexOf(10);
      if (end >= 0) {
        this.#rest = bytes.subarray(end + 1);
        return Buffer.concat([...parts, bytes.subarray(0, end)]).toString('utf8');
      }
      parts.push(bytes);
      const count = readSync(this.#replies, this.#chunk);
      if (count === 0) throw this.#ended(undefined);
      bytes = Buffer.from(this.#chunk.subarray(0, count));
    }
  }

  #ended(cause: unknown): ProvisionError {
    const { buffer, bytesRead } = readStart(this.#errors);
    const last = buffer.toString('utf8', 0, bytesRead).trimEnd().split('\n').at(-1) ?? '';
    return new ProvisionError('E0501', `the Python that runs plug-ins on the controller ended: ${last}`, { cause });
  }
}

/** The shell opens the FIFOs before Python starts: opening them here never waits for a Python that does not come up. */
function start({ python, sitePackages, environment }: PythonCommand, files: readonly string[]): void {
  const script = 'exec 2>>"$3" 3<"$1" 4>"$2"; shift 3; exec "$@"';
  const path = [sitePackages, environment['PYTHONPATH']].filter(Boolean).join(':');
  const child = spawn('sh', ['-c', script, 'sh', ...files, python, '-c', pythonProgram], {
    stdio: 'ignore',
    env: { ...environment, PYTHONPATH: path },
  });
  child.unref();
}

function writeAll(descriptor: number, bytes: Buffer): void {
  for (let sent = 0; sent < bytes.length;) sent += writeSync(descriptor, bytes, sent);
}

/** What a process said last is near the beginning of what it said: it ends at its first error. */
function readStart(descriptor: number): { readonly buffer: Buffer; readonly bytesRead: number } {
  const buffer = Buffer.alloc(100_000);
  return { buffer, bytesRead: readSync(descriptor, buffer, 0, buffer.length, 0) };
}
