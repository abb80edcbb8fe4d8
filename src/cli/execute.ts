import { loadAdHoc } from '../engine/ad-hoc.js';
import { exitCodes } from '../engine/exit-codes.js';
import { runPlaybooks } from '../engine/run-playbooks.js';
import type { ExecOptions } from './commands/exec.js';
import { checkHosts } from './check-hosts.js';
import { readConfiguration } from './configuration.js';
import { emptyInventoryWarning } from './empty-inventory.js';
import type { CliEnvironment } from './environment.js';
import { hostList } from './host-list.js';
import { prepareRun } from './prepare-run.js';

/** Runs one module on the hosts of a pattern; returns the exit code. */
export async function execute(
  pattern: string,
  options: ExecOptions,
  { environment, signal }: { readonly environment: CliEnvironment; readonly signal: AbortSignal },
): Promise<number> {
  const configuration = readConfiguration(environment, options.dialect);
  const verbose = { ...options, verbose: Math.max(2, options.verbose) };
  const run = await prepareRun({ options: verbose, configuration, environment, signal });
  try {
    checkHosts(run.inventory, {
      limit: options.limit,
      pattern,
      onEmpty: emptyInventoryWarning(options, configuration, environment),
    });
    const hosts = run.inventory.match(pattern, options.limit);
    if (hosts.length === 0) environment.warn('No hosts matched, nothing to do');
    if (options.listHosts === true) environment.writeOutput(hostList(hosts));
    if (options.listHosts === true || hosts.length === 0) return exitCodes.success;
    const module = options.moduleName ?? configuration.defaultModule;
    const play = loadAdHoc(
      { pattern, module, args: options.args ?? configuration.moduleArgs ?? '', directory: environment.directory },
      run,
    );
    return await runPlaybooks([play], [`${module} on ${pattern}`], run);
  } finally {
    run.events.close();
    await run.connections.close();
  }
}
