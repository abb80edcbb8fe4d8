import { Readable, Writable } from 'node:stream';
import type { Connect } from '../../transport/connection.js';
import type { ProgramRunner } from '../../vault/run-password-program.js';
import type { CliEnvironment, InterruptReason } from '../environment.js';
import { withTurns } from '../terminal-turns.js';
import { waitAtTerminal } from '../typing.js';
import { Questions } from '../questions.js';
import type { CallerMessage, KeeperMessage, RunCall } from './messages.js';
import type { Wire, WireListener } from './wire.js';

export type KeeperWire = Wire<KeeperMessage, CallerMessage>;

export interface Told {
  readonly environment: CliEnvironment;
  readonly listener: WireListener<CallerMessage>;
  readonly exitCode: () => number;
}

/** The environment of a process at the other end of a wire. @param onGone called when that process is no more */
export function toldEnvironment(
  wire: KeeperWire,
  call: RunCall,
  { connections, onGone }: { readonly connections: ReadonlyMap<string, Connect>; readonly onGone: () => void },
): Told {
  const input = new ToldInput(wire, call.isInteractive);
  const interrupts = new Set<(reason: InterruptReason) => void>();
  const cleanUps = new Set<() => void>();
  const programs = toldPrograms(wire);
  let { columns, rows } = call;
  let exitCode = 0;
  const interrupt = (reason: InterruptReason): void => interrupts.forEach((listener) => listener(reason));
  const errors = new Writable({
    write: (chunk: Buffer, _encoding, done) => (wire.sendBytes('errors', chunk), done()),
  });
  const questions = new Questions({ input, output: errors, interrupt: () => wire.send({ kind: 'interrupt' }) });
  const environment = withTurns({
    directory: call.directory,
    home: call.home,
    processId: call.processId,
    nodeVersion: process.versions.node,
    variables: call.variables,
    calledAt: performance.now(),
    connections,
    runProgram: programs.run,
    isInteractive: call.isInteractive,
    isOutputTerminal: call.isOutputTerminal,
    columns: () => columns,
    rows: () => rows,
    async readInput() {
      const chunks: Buffer[] = [];
      for await (const chunk of input) chunks.push(chunk as Buffer);
      return Buffer.concat(chunks);
    },
    writeOutput: (text) => wire.sendBytes('output', text),
    note: (text) => wire.sendBytes('errors', `${text}\n`),
    warn: (text) => wire.sendBytes('errors', `warning: ${text}\n`),
    askSecret: (prompt) => questions.ask(prompt, { isHidden: true }),
    ask: (prompt) => questions.ask(prompt, { isHidden: false }),
    waitForTyping: (options) => waitAtTerminal({ input, show: (text) => wire.sendBytes('output', text) }, options),
    setExitCode: (code) => (exitCode = code),
    onInterrupt: (listener) => (interrupts.add(listener), () => void interrupts.delete(listener)),
    onSignal: (cleanUp) => (cleanUps.add(cleanUp), () => void cleanUps.delete(cleanUp)),
  });
  const listener: WireListener<CallerMessage> = {
    message(message) {
      if (message.kind === 'signal') interrupt('signal');
      else if (message.kind === 'output closed') interrupt('output closed');
      else if (message.kind === 'size') ({ columns, rows } = message);
      else if (message.kind === 'input end') input.push(null);
      else if (message.kind === 'program ended') programs.ended(message);
    },
    bytes: (_stream, chunk) => void input.push(chunk),
    closed() {
      cleanUps.forEach((cleanUp) => cleanUp());
      input.push(null);
      interrupt('signal');
      onGone();
    },
  };
  return { environment, listener, exitCode: () => exitCode };
}

/** Standard input of the caller: asked for when somebody reads it. */
class ToldInput extends Readable {
  #isRaw = false;

  constructor(
    readonly wire: KeeperWire,
    readonly isTTY: boolean,
  ) {
    super();
  }

  override _read(): void {
    this.#wish(true);
  }

  override pause(): this {
    this.#wish(false);
    return super.pause();
  }

  /** As a terminal has it: readline asks for every key. */
  setRawMode(isRaw: boolean): this {
    this.#isRaw = isRaw;
    this.#wish(isRaw);
    return this;
  }

  #wish(isWanted: boolean): void {
    this.wire.send({ kind: 'input', isWanted, isRaw: this.#isRaw });
  }
}

/** Programs that the caller runs, because they may speak with the user at its terminal. */
function toldPrograms(wire: KeeperWire): {
  readonly run: ProgramRunner;
  readonly ended: (message: Extract<CallerMessage, { kind: 'program ended' }>) => void;
} {
  const waiting: ((message: Extract<CallerMessage, { kind: 'program ended' }>) => void)[] = [];
  return {
    run: (program) =>
      new Promise((resolve) => {
        waiting.push(({ stdout, problem }) => resolve({ stdout, problem }));
        wire.send({ kind: 'program', ...program });
      }),
    ended: (message) => waiting.shift()?.(message),
  };
}
