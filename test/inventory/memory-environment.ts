import type { CliEnvironment } from '../../src/cli/environment.js';

/** An environment in memory: what a command printed, noted and answered can be looked at afterwards. */
export interface MemoryEnvironment extends CliEnvironment {
  readonly printed: Buffer[];
  readonly notes: string[];
  readonly exitCodes: number[];
  output(): string;
}

export function memoryEnvironment(
  directory: string,
  given: {
    readonly input?: string;
    readonly variables?: Readonly<Record<string, string>>;
    readonly answers?: readonly string[];
  } = {},
): MemoryEnvironment {
  const printed: Buffer[] = [];
  const notes: string[] = [];
  const exitCodes: number[] = [];
  const answers = [...(given.answers ?? [])];
  const answer = (): Promise<string> => {
    const next = answers.shift();
    return next === undefined ? Promise.reject(new Error('nobody answers')) : Promise.resolve(next);
  };
  return {
    printed,
    notes,
    exitCodes,
    output: () => Buffer.concat(printed).toString('utf8'),
    directory,
    home: directory,
    processId: 1,
    nodeVersion: '20.0.0',
    variables: given.variables ?? {},
    isInteractive: false,
    isOutputTerminal: false,
    columns: () => 80,
    rows: () => 24,
    onInterjection: () => () => undefined,
    readInput: () => Promise.resolve(Buffer.from(given.input ?? '')),
    writeOutput: (text) => void printed.push(Buffer.from(text)),
    note: (text) => void notes.push(text),
    warn: (text) => void notes.push(text),
    askSecret: answer,
    ask: answer,
    waitForTyping: async () => ({ kind: 'line', text: await answer() }),
    setExitCode: (code) => void exitCodes.push(code),
    onInterrupt: () => () => undefined,
    onSignal: () => () => undefined,
  };
}
