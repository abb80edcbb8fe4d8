import { closeSync, openSync, writeSync } from 'node:fs';
import { ProvisionError, messageOf } from '../base/errors.js';

/** Bytes that are gathered before they are written. */
const bufferSize = 1 << 16;

/** A file that only its owner can read, written in large pieces. */
export interface LogFile {
  write(text: string): void;
  /** Writes what is left. */
  close(): void;
}

/** Begins a file anew. Throws E0005 when it cannot be written. */
export function openLogFile(path: string): LogFile {
  const file = open(path);
  let waiting = '';
  const flush = (): void => {
    writeSync(file, waiting);
    waiting = '';
  };
  return {
    write(text) {
      waiting += text;
      if (waiting.length > bufferSize) flush();
    },
    close() {
      flush();
      closeSync(file);
    },
  };
}

function open(path: string): number {
  try {
    return openSync(path, 'w', 0o600);
  } catch (error) {
    throw new ProvisionError('E0005', `cannot write ${path}: ${messageOf(error)}`, { cause: error });
  }
}
