import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ProvisionError } from '../base/errors.js';

export interface EditOptions {
  /** The editor and its arguments; the file's path is added. */
  readonly editor: readonly string[];
  /** The ending of the file's name, so that the editor knows its kind. */
  readonly suffix: string;
  /** Calls back when the process is ended by a signal; returns how to forget that. */
  readonly onSignal: (cleanUp: () => void) => () => void;
}

/** Lets the user edit secret bytes in a private file, which is gone afterwards, whatever happens. */
export async function editText(plain: Uint8Array, { editor, suffix, onSignal }: EditOptions): Promise<Buffer> {
  const directory = mkdtempSync(join(tmpdir(), 'provision-edit-'));
  const path = join(directory, `secret${suffix}`);
  const cleanUp = (): void => shred(directory, path);
  const forget = onSignal(cleanUp);
  try {
    writeFileSync(path, plain, { mode: 0o600, flag: 'wx' });
    await runEditor([...editor, path]);
    return readFileSync(path);
  } finally {
    cleanUp();
    forget();
  }
}

/** Overwrites the file before removing it: editors' own copies beside it go with the directory. */
function shred(directory: string, path: string): void {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0) writeFileSync(path, Buffer.alloc(size));
  rmSync(directory, { recursive: true, force: true });
}

function runEditor([program = 'vi', ...args]: readonly string[]): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(program, args, { stdio: 'inherit' });
    child.on('error', (cause) => fail(editorFailed(`the editor "${program}" cannot be run: ${cause.message}`, cause)));
    child.on('close', (code, signal) => {
      if (code === 0) done();
      else
        fail(
          editorFailed(`the editor "${program}" ended with ${signal ?? `exit status ${code}`}; nothing was changed`),
        );
    });
  });
}

function editorFailed(message: string, cause?: unknown): ProvisionError {
  return new ProvisionError('E0005', message, { cause, hint: 'set EDITOR to the editor you want' });
}
