import type { Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
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
  let said: Exclude<Fed, 'early'> | undefined;
  // What goes wrong with the source only ends it: the input stays open for whoever must be told.
  async function* counted(pieces: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
    let count = 0;
    try {
      for await (const piece of pieces) {
        count += piece.length;
        if (count > source.size) break;
        yield piece;
        onBytes?.(count, source.size);
      }
      said = count === source.size ? 'complete' : new Error(`it has not the ${source.size} bytes that it began with`);
    } catch (thrown) {
      if (signal.aborted) return;
      said = thrown instanceof Error ? thrown : new Error(String(thrown));
    }
  }
  const [written] = await Promise.allSettled([pipeline(source.open(), counted, input, { end: false, signal })]);
  if (said === 'complete' && written.status === 'rejected') return 'early';
  return said ?? 'early';
}
