import { basename } from 'node:path';
import type { CliEnvironment } from './environment.js';
import { findServePath } from './keep/serve-words.js';
import { keepSeconds } from './keep/wanted.js';
import { processEnvironment } from './process-environment.js';

void main(processEnvironment());

/** Has the command line carried out by the process that keeps connections, if that is wanted and can be, or does so itself. */
async function main(environment: CliEnvironment): Promise<void> {
  const words = commandLine(process.argv);
  const [, script] = process.argv;
  const path = findServePath(words);
  if (path !== undefined && script !== undefined) return (await import('./keep/serve.js')).serve(script, path);
  const code = await runKept(words, environment);
  if (code !== undefined) return environment.setExitCode(code);
  const { runProgram } = await import('./run-program.js');
  await runProgram(words, environment);
}

async function runKept(words: readonly string[], environment: CliEnvironment): Promise<number | undefined> {
  const { variables, isOutputTerminal: isTerminal } = environment;
  const seconds = keepSeconds(words, { variables, isTerminal });
  const [, script] = process.argv;
  if (seconds === 0 || script === undefined) return undefined;
  try {
    const { callKeeper } = await import('./keep/call.js');
    return await callKeeper({ script, words, seconds }, environment);
  } catch (thrown) {
    const { reportError } = await import('./report-error.js');
    return reportError(thrown, environment);
  }
}

/** Called through a link that is named like one of Ansible's programs, it is that program. */
function commandLine([, script = '', ...words]: readonly string[]): string[] {
  const name = basename(script);
  return /^ansible(?:-[a-z]+)?$/.test(name) ? ['as', name, ...words] : words;
}
