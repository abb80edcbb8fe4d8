import type { Writable } from 'node:stream';
import type { ByteSource } from '../shell/byte-source.js';
import type { OnBytes } from './connection.js';

export interface FeedOptions {
  readonly onBytes?: OnBytes | undefined;
  /** Ends it early; the input is destroyed then. */
  readonly signal: AbortSignal;
}

/** How sending a source's bytes ended: with all of them, or with what is wrong with the source, or early. */
export type Fed = 'complete' | 'early' | Error;

/** Writes a source's bytes into a process's input. Never rejects: the process tells why it stopped listening. */
export async function feed(source: ByteSource, input: Writable, { onBytes, signal }: FeedOptions): Promise<Fed> {
  let count = 0;
  try {
    for await (const piece of source.open()) {
      count += piece.length;
      if (count > source.size) break;
      if (!(await write(input, piece, signal))) return 'early';
      onBytes?.(count, source.size);
    }
  } catch (thrown) {
    return thrown instanceof Error ? thrown : new Error(String(thrown));
  }
  return count === source.size ? 'complete' : new Error(`it has not the ${source.size} bytes that it began with`);
}

/** Resolves once the piece's memory is free again; with `false` when nobody reads on. */
function write(input: Writable, piece: Buffer, signal: AbortSignal): Promise<boolean> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(false);
    const stop = (): void => resolve(false);
    signal.addEventListener('abort', stop, { once: true });
    input.write(piece, (error) => {
      signal.removeEventListener('abort', stop);
      resolve(!error);
    });
  });
}
