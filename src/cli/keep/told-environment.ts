import { Readable, Writable } from 'node:stream';
import type { Connect } from '../../transport/connection.js';
import type { CliEnvironment, InterruptReason } from '../environment.js';
import { withTurns } from '../terminal-turns.js';
import { waitAtTerminal } from '../typing.js';
import { Questions, noAnswer } from '../questions.js';
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
  const programs = inTurn<Extract<CallerMessage, { kind: 'program ended' }>>();
  const secrets = inTurn<Extract<CallerMessage, { kind: 'secret answered' }>>();
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
    // It may speak with the user at the caller's terminal.
    async runProgram(program) {
      wire.send({ kind: 'program', ...program });
      const { stdout, problem } = await programs.next();
      return { stdout, problem };
    },
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
    async askSecret(prompt) {
      wire.send({ kind: 'secret', prompt });
      const { text } = await secrets.next();
      if (text === undefined) throw noAnswer(prompt);
      return text;
    },
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
      else if (message.kind === 'program ended') programs.arrived(message);
      else if (message.kind === 'secret answered') secrets.arrived(message);
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

/** Answers of the caller, each for the one who has waited longest. */
function inTurn<Answer>(): { next(): Promise<Answer>; arrived(answer: Answer): void } {
  const waiting: ((answer: Answer) => void)[] = [];
  return {
    next: () => new Promise((resolve) => waiting.push(resolve)),
    arrived: (answer) => waiting.shift()?.(answer),
  };
}
