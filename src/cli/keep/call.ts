import { constants } from 'node:os';
import { ProvisionError } from '../../base/errors.js';
import type { PasswordProgram } from '../../vault/run-password-program.js';
import type { CliEnvironment } from '../environment.js';
import { connectKeeper, startKeeper } from './find-keeper.js';
import type { CallerMessage, KeeperMessage, RunCall } from './messages.js';
import { findSocketPath, keepDirectories } from './place.js';
import { Wire } from './wire.js';
import { describeWorld, nameOfWorld } from './world.js';

export interface CommandLine {
  /** The program's own file. */
  readonly script: string;
  readonly words: readonly string[];
  /** How long to keep what the run leaves behind. */
  readonly seconds: number;
}

/** Milliseconds in which a keeper that stands ready accepts or declines. */
const patience = 1000;

type CallerWire = Wire<CallerMessage, KeeperMessage>;

/**
 * Has a command line carried out by a keeper, which is started when there is none. Returns the exit code; `undefined`
 * when this process must do it itself: the keeper is busy or cannot be had.
 */
export async function callKeeper(
  { script, words, seconds }: CommandLine,
  environment: CliEnvironment,
): Promise<number | undefined> {
  const user = process.getuid?.();
  if (user === undefined) return undefined;
  const { variables, home } = environment;
  const world = describeWorld(script, variables);
  const path = findSocketPath(nameOfWorld(world), keepDirectories(variables, home, user), user);
  if (path === undefined) return undefined;
  const found = await connectKeeper(path, user);
  const stream = found ?? (await startKeeper({ script, path, variables }));
  if (stream === undefined) return undefined;
  const call: RunCall = {
    kind: 'run',
    world,
    words,
    seconds,
    variables,
    home,
    directory: environment.directory,
    umask: process.umask(),
    processId: environment.processId,
    isInteractive: environment.isInteractive,
    isOutputTerminal: environment.isOutputTerminal,
    columns: environment.columns(),
    rows: environment.rows(),
  };
  return converse(new Wire(stream), call, { environment, longest: found && patience });
}

/**
 * Sends the call and serves the keeper as its terminal until it tells the exit code.
 * @param longest milliseconds within which it must accept
 */
function converse(
  wire: CallerWire,
  call: RunCall,
  { environment, longest }: { readonly environment: CliEnvironment; readonly longest: number | undefined },
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    let release: (() => void) | undefined;
    let isOver = false;
    const input = lendInput(wire);
    // It may be stuck in something: this process can do the run as well.
    const impatience = longest === undefined ? undefined : setTimeout(() => finish(() => resolve(undefined)), longest);
    const finish = (settle: () => void): void => {
      isOver = true;
      clearTimeout(impatience);
      release?.();
      input({ isWanted: false, isRaw: false });
      wire.destroy();
      settle();
    };
    wire.listen({
      message(message) {
        if (message.kind === 'accepted') {
          clearTimeout(impatience);
          release = lendTerminal(wire);
          wire.send({ kind: 'begin' });
        }
        if (message.kind === 'declined') finish(() => resolve(undefined));
        else if (message.kind === 'exit') finish(() => resolve(message.code));
        else if (message.kind === 'input') input(message);
        else if (message.kind === 'interrupt') process.kill(process.pid, 'SIGINT');
        else if (message.kind === 'program') void runProgram(message, wire);
        else if (message.kind === 'secret') void askSecret(message, { wire, environment });
      },
      bytes: (stream, chunk) => void (stream === 'errors' ? process.stderr : process.stdout).write(chunk),
      closed() {
        if (isOver) return;
        // Before it has accepted, nothing was done: it was about to end.
        finish(() => (release === undefined ? resolve(undefined) : reject(keeperGone())));
      },
    });
    wire.send(call);
  });
}

/** Passes on signals, the terminal's size, and that nobody reads any more; the returned function stops it. */
function lendTerminal(wire: CallerWire): () => void {
  let isAsked = false;
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (isAsked) process.exit(128 + constants.signals[signal]);
    isAsked = true;
    wire.send({ kind: 'signal' });
  };
  const resize = (): void => {
    const { columns, rows } = process.stdout;
    wire.send({ kind: 'size', columns, rows });
  };
  const refuse = (error: NodeJS.ErrnoException): void => {
    if (error.code !== 'EPIPE') throw error;
    wire.send({ kind: 'output closed' });
  };
  process.on('SIGINT', stop).on('SIGTERM', stop);
  process.stdout.on('resize', resize).on('error', refuse);
  process.stderr.on('error', refuse);
  return () => {
    process.off('SIGINT', stop).off('SIGTERM', stop);
    process.stdout.off('resize', resize);
  };
}

async function runProgram(program: PasswordProgram, wire: CallerWire): Promise<void> {
  const { runPasswordProgram } = await import('../../vault/run-password-program.js');
  wire.send({ kind: 'program ended', ...(await runPasswordProgram(program)) });
}

async function askSecret(
  { prompt }: { readonly prompt: string },
  { wire, environment }: { readonly wire: CallerWire; readonly environment: CliEnvironment },
): Promise<void> {
  const kind = 'secret answered';
  const answered = (text: string): void => wire.send({ kind, text });
  // It fails when the input ends, which is what an answer without a text says.
  await environment.askSecret(prompt).then(answered, () => wire.send({ kind }));
}

interface InputWish {
  readonly isWanted: boolean;
  readonly isRaw: boolean;
}

/** Reads of standard input only what the run wants to read: the rest belongs to whoever comes after it. */
function lendInput(wire: CallerWire): (wish: InputWish) => void {
  let isListening = false;
  return ({ isWanted, isRaw }) => {
    if (!isListening && !isWanted) return;
    const { stdin } = process;
    if (!isListening) {
      stdin.on('data', (chunk: Buffer) => wire.sendBytes('input', chunk));
      stdin.on('end', () => wire.send({ kind: 'input end' }));
      isListening = true;
    }
    setRaw(isRaw);
    if (isWanted) stdin.resume();
    else stdin.pause();
  };
}

function setRaw(isRaw: boolean): void {
  if (process.stdin.isTTY && process.stdin.isRaw !== isRaw) process.stdin.setRawMode(isRaw);
}

function keeperGone(): ProvisionError {
  return new ProvisionError('E0609', 'the process that keeps connections ended in the middle of the run', {
    hint: 'what was running on the hosts was cut off: run again; --no-keep does without that process',
  });
}
