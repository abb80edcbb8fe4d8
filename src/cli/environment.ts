import type { Connect } from '../transport/connection.js';
import type { ProgramRunner } from '../vault/run-password-program.js';
import type { Typed, TypingOptions } from '../module-kit/typed.js';

/** Why a run is to stop early. */
export type InterruptReason = 'signal' | 'output closed';

/** What commands may use of the process they run in. Only `process-environment.ts` reads `process`. */
export interface CliEnvironment {
  /** The working directory. */
  readonly directory: string;
  readonly home: string | undefined;
  readonly processId: number;
  /** The version of Node.js that runs this. */
  readonly nodeVersion: string;
  /** Environment variables. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** In a process that was there before the command: the moment at which it was called, by `performance.now()`. */
  readonly calledAt?: number;
  /** Connection plug-ins that take the place of the usual ones: in a keeper, those that outlive a run. */
  readonly connections?: ReadonlyMap<string, Connect>;
  /** How programs that print a password are run, which may speak with the user; as our own children unless said otherwise. */
  readonly runProgram?: ProgramRunner;
  /** Whether standard input is a terminal, so that somebody may answer. */
  readonly isInteractive: boolean;
  readonly isOutputTerminal: boolean;
  /** The width of the terminal in columns; 80 where there is none. */
  columns(): number;
  /** The height of the terminal in lines; 24 where there is none. */
  rows(): number;
  /** All of standard input. */
  readInput(): Promise<Buffer>;
  writeOutput(text: string | Uint8Array): void;
  /** A line for the user on standard error. */
  note(text: string): void;
  warn(text: string): void;
  /** Asks for a line; it is not shown while typed. */
  askSecret(prompt: string): Promise<string>;
  ask(prompt: string): Promise<string>;
  /** Waits for a line, or for a while, at the terminal. The signal ends it. */
  waitForTyping(options: TypingOptions & { readonly signal: AbortSignal }): Promise<Typed>;
  /** Calls back before something else than the output is written or asked at the terminal, and after. The returned function forgets it. */
  onInterjection(call: (isSpeaking: boolean) => void): () => void;
  setExitCode(code: number): void;
  /** Calls back at the first Ctrl-C or SIGTERM, and when nobody reads the output any more; a second signal ends the process. The returned function forgets it. */
  onInterrupt(call: (reason: InterruptReason) => void): () => void;
  /** Runs `cleanUp` when the process is ended by a signal; the returned function forgets it. */
  onSignal(cleanUp: () => void): () => void;
}
