import type { Readable, Writable } from 'node:stream';

/** A process on the target (or here, for `local`): bytes in, bytes out, one end. */
export interface Channel {
  readonly stdin: Writable;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** Settles once the process has ended and its output has been delivered. Never rejects. */
  readonly ended: Promise<ChannelEnd>;
  /** Lets go of the process at once. */
  destroy(): void;
}

/** `orderly` when the process itself ended, so that all it printed has arrived; otherwise the connection went away. */
export interface ChannelEnd {
  readonly orderly: boolean;
  readonly reason: string;
}

/** Starts a command line in the login shell, without a terminal: both output streams stay apart and exact. */
export type OpenChannel = (command: string) => Promise<Channel>;
