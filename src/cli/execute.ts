import { loadAdHoc } from '../engine/ad-hoc.js';
import { exitCodes } from '../engine/exit-codes.js';
import { runPlaybooks } from '../engine/run-playbooks.js';
import type { ExecOptions } from './commands/exec.js';
import { readConfiguration } from './configuration.js';
import type { CliEnvironment } from './environment.js';
import { hostList } from './host-list.js';
import { prepareRun } from './prepare-run.js';

/** Runs one module on the hosts of a pattern; returns the exit code. */
export async function execute(
  pattern: string,
  options: ExecOptions,
  { environment, signal }: { readonly environment: CliEnvironment; readonly signal: AbortSignal },
): Promise<number> {
  const configuration = readConfiguration(environment);
  const verbose = { ...options, verbose: Math.max(2, options.verbose) };
  const run = await prepareRun({ options: verbose, configuration, environment, signal });
  try {
    if (options.listHosts === true) {
      environment.writeOutput(hostList(run.inventory.match(pattern, options.limit)));
      return exitCodes.success;
    }
    const module = options.moduleName ?? configuration.defaultModule;
    const play = loadAdHoc({ pattern, module, args: options.args ?? '', directory: environment.directory }, run);
    return await runPlaybooks([play], [`${module} on ${pattern}`], run);
  } finally {
    run.events.close();
    await run.connections.close();
  }
}
