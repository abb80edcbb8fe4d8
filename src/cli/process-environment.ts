import { constants, homedir } from 'node:os';
import type { CliEnvironment, InterruptReason } from './environment.js';
import { openControllingTerminal } from './controlling-terminal.js';
import { openOutput, type Output } from './output.js';
import { Questions } from './questions.js';
import { withTurns } from './terminal-turns.js';
import { waitAtTerminal } from './typing.js';

/** The environment of the running process. */
export function processEnvironment(): CliEnvironment {
  const output = openOutput(process.stdout);
  const errors = openOutput(process.stderr);
  const questions = new Questions({
    input: process.stdin,
    output: process.stderr,
    interrupt: () => process.kill(process.pid, 'SIGINT'),
    openTerminal: openControllingTerminal,
  });
  return withTurns({
    directory: process.cwd(),
    home: process.env['HOME'] ?? homedir(),
    processId: process.pid,
    nodeVersion: process.versions.node,
    variables: process.env,
    isInteractive: process.stdin.isTTY ?? false,
    isOutputTerminal: process.stdout.isTTY ?? false,
    columns: () => process.stdout.columns ?? 80,
    rows: () => process.stdout.rows ?? 24,
    readInput,
    writeOutput: (text) => output.write(text),
    note: (text) => errors.write(`${text}\n`),
    warn: (text) => errors.write(`warning: ${text}\n`),
    askSecret: (prompt) => questions.ask(prompt, { isHidden: true }),
    ask: (prompt) => questions.ask(prompt, { isHidden: false }),
    waitForTyping: (options) => waitAtTerminal({ input: process.stdin, show: (text) => output.write(text) }, options),
    setExitCode: (code) => {
      process.exitCode = code;
    },
    onInterrupt: (call) => onInterrupt(call, output),
    onSignal,
  });
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

const endingSignals = ['SIGTERM', 'SIGHUP'] as const;

/** Ctrl-C belongs to the program in the foreground, an editor say: it ends, and then this process does. */
const leaveToChild = (): void => undefined;

function onSignal(cleanUp: () => void): () => void {
  const end = (signal: (typeof endingSignals)[number]): void => {
    cleanUp();
    process.exit(128 + constants.signals[signal]);
  };
  for (const signal of endingSignals) process.on(signal, end);
  process.on('SIGINT', leaveToChild);
  return () => {
    process.off('SIGINT', leaveToChild);
    for (const signal of endingSignals) process.off(signal, end);
  };
}

function onInterrupt(call: (reason: InterruptReason) => void, output: Output): () => void {
  let isAsked = false;
  const stop = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (isAsked) process.exit(128 + constants.signals[signal]);
    isAsked = true;
    call('signal');
  };
  const forgetOutput = output.onClosed(() => {
    if (!isAsked) call('output closed');
  });
  process.on('SIGINT', stop).on('SIGTERM', stop);
  return () => {
    forgetOutput();
    process.off('SIGINT', stop).off('SIGTERM', stop);
  };
}
