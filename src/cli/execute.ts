import { loadAdHoc } from '../engine/ad-hoc.js';
import { runPlaybooks } from '../engine/run-playbooks.js';
import type { ExecOptions } from './commands/exec.js';
import type { CliEnvironment } from './environment.js';
import { prepareRun } from './prepare-run.js';

/** Runs one module on the hosts of a pattern; returns the exit code. */
export async function execute(
  pattern: string,
  options: ExecOptions,
  { environment, signal }: { readonly environment: CliEnvironment; readonly signal: AbortSignal },
): Promise<number> {
  const verbose = { ...options, verbose: Math.max(2, options.verbose) };
  const run = await prepareRun({ options: verbose, environment, signal });
  try {
    const play = loadAdHoc(
      { pattern, module: options.moduleName, args: options.args ?? '', directory: environment.directory },
      run,
    );
    return await runPlaybooks([play], [`${options.moduleName} on ${pattern}`], run);
  } finally {
    run.events.close();
    await run.connections.close();
  }
}
