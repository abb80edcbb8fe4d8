import type { WriteStream } from 'node:tty';

/** A stream to write to whose reader may go away, as in `provision ... | head -1`. */
export interface Output {
  /** Writes; nothing happens when nobody reads any more. */
  write(text: string | Uint8Array): void;
  /** Calls back when the reader has gone; the returned function forgets it. */
  onClosed(call: () => void): () => void;
}

/** Wraps standard output or standard error. */
export function openOutput(stream: WriteStream): Output {
  const listeners = new Set<() => void>();
  let isOpen = true;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    isOpen = false;
    for (const call of listeners) call();
  });
  return {
    write: (text) => void (isOpen && stream.write(text)),
    onClosed(call) {
      listeners.add(call);
      return () => void listeners.delete(call);
    },
  };
}
