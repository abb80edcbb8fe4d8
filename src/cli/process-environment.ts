import { constants, homedir } from 'node:os';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ProvisionError } from '../base/errors.js';
import type { CliEnvironment, InterruptReason } from './environment.js';
import { openOutput, type Output } from './output.js';

/** The environment of the running process. */
export function processEnvironment(): CliEnvironment {
  const output = openOutput(process.stdout);
  const errors = openOutput(process.stderr);
  return {
    directory: process.cwd(),
    home: process.env['HOME'] ?? homedir(),
    nodeVersion: process.versions.node,
    variables: process.env,
    isInteractive: process.stdin.isTTY ?? false,
    isOutputTerminal: process.stdout.isTTY ?? false,
    columns: () => process.stdout.columns ?? 80,
    readInput,
    writeOutput: (text) => output.write(text),
    note: (text) => errors.write(`${text}\n`),
    warn: (text) => errors.write(`warning: ${text}\n`),
    askSecret: (prompt) => ask(prompt, true),
    ask: (prompt) => ask(prompt, false),
    setExitCode: (code) => {
      process.exitCode = code;
    },
    onInterrupt: (call) => onInterrupt(call, output),
    onSignal,
  };
}

async function readInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk)));
  return Buffer.concat(chunks);
}

/** Asks on standard error, so that standard output stays clean. */
async function ask(prompt: string, isHidden: boolean): Promise<string> {
  process.stderr.write(prompt);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({
    input: process.stdin,
    output: isHidden ? silent : process.stderr,
    terminal: process.stdin.isTTY,
  });
  try {
    return await answerOf(lines, prompt);
  } finally {
    lines.close();
    if (isHidden) process.stderr.write('\n');
  }
}

function answerOf(lines: ReturnType<typeof createInterface>, prompt: string): Promise<string> {
  return new Promise((answer, fail) => {
    lines.once('line', answer);
    lines.once('SIGINT', () => process.kill(process.pid, 'SIGINT'));
    lines.once('close', () => {
      const hint = 'give it in a file or in the environment when there is no terminal';
      fail(new ProvisionError('E0001', `no answer to "${prompt.trim()}": the input ended`, { hint }));
    });
  });
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
