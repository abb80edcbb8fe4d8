import type { PasswordProgram, ProgramResult } from '../../vault/run-password-program.js';
import type { KeptConnection } from '../../connections/kept-connections.js';

/** A command line to be carried out as if in the process that sends it. */
export interface RunCall {
  readonly kind: 'run';
  /** Of the caller; a keeper of another one declines. */
  readonly world: string;
  readonly words: readonly string[];
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly directory: string;
  readonly home: string | undefined;
  readonly umask: number;
  readonly processId: number;
  readonly isInteractive: boolean;
  readonly isOutputTerminal: boolean;
  readonly columns: number;
  readonly rows: number;
  /** How long to keep what the run leaves behind. */
  readonly seconds: number;
}

/** What a caller says. */
export type CallerMessage =
  | RunCall
  /** The caller has heard that its call is accepted, and does not do the run itself. */
  | { readonly kind: 'begin' }
  | { readonly kind: 'status' }
  | { readonly kind: 'stop' }
  | { readonly kind: 'signal' }
  | { readonly kind: 'size'; readonly columns: number; readonly rows: number }
  | { readonly kind: 'input end' }
  | { readonly kind: 'output closed' }
  | ({ readonly kind: 'program ended' } & ProgramResult)
  /** What was typed; nothing when the input ended. */
  | { readonly kind: 'secret answered'; readonly text?: string };

/** What a keeper is doing. */
export interface KeeperStatus {
  readonly kind: 'status';
  readonly processId: number;
  readonly runs: number;
  readonly isBusy: boolean;
  /** Bytes. */
  readonly memory: number;
  /** Seconds until it ends, when nobody runs again. */
  readonly endsIn: number;
  readonly connections: readonly KeptConnection[];
}

/** What a keeper says. */
export type KeeperMessage =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'declined' }
  /** Whether standard input is wanted now, and whether key by key. */
  | { readonly kind: 'input'; readonly isWanted: boolean; readonly isRaw: boolean }
  /** Ctrl-C was typed while a question was asked. */
  | { readonly kind: 'interrupt' }
  /** A program that prints a password, and may speak with the user: the caller runs it. */
  | ({ readonly kind: 'program' } & PasswordProgram)
  /** A question whose answer is not to be shown: the caller asks it, at its own terminal. */
  | { readonly kind: 'secret'; readonly prompt: string }
  | { readonly kind: 'exit'; readonly code: number }
  | { readonly kind: 'stopping' }
  | KeeperStatus;
