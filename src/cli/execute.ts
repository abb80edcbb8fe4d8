import { resolve } from 'node:path';
import { ProvisionError } from '../base/errors.js';
import type { Configuration } from '../config/load-configuration.js';
import { loadAdHoc, type AdHocTask } from '../engine/ad-hoc.js';
import { exitCodes } from '../engine/exit-codes.js';
import { runPlaybooks } from '../engine/run-playbooks.js';
import { holdsTemplate } from '../values/value.js';
import type { ExecOptions } from './commands/exec.js';
import { closeRun } from './close-run.js';
import { checkHosts } from './check-hosts.js';
import { readConfiguration } from './configuration.js';
import { emptyInventoryWarning } from './empty-inventory.js';
import type { CliEnvironment } from './environment.js';
import { hostList } from './host-list.js';
import { positive } from './positive.js';
import { prepareRun } from './prepare-run.js';
import { withFailedHosts } from './records/failed-limit.js';

/** Runs one module on the hosts of a pattern; returns the exit code. */
export async function execute(
  pattern: string,
  given: ExecOptions,
  { environment, signal }: { readonly environment: CliEnvironment; readonly signal: AbortSignal },
): Promise<number> {
  const options = withFailedHosts(given, environment);
  const configuration = readConfiguration(environment, options.dialect);
  const verbose =
    options.dialect === 'ansible' ? asAnsible(options) : { ...options, verbose: Math.max(2, options.verbose) };
  const run = await prepareRun({ options: verbose, configuration, environment, signal });
  try {
    checkHosts(run.inventory, {
      limit: options.limit,
      pattern,
      onEmpty: emptyInventoryWarning(options, configuration, environment),
    });
    // A template may name hosts that are only known in the play.
    const isTemplate = holdsTemplate(pattern);
    const hosts = isTemplate ? [] : run.inventory.match(pattern, options.limit);
    const isNobody = hosts.length === 0 && !isTemplate;
    if (isNobody) environment.warn('No hosts matched, nothing to do');
    if (options.listHosts === true) {
      environment.writeOutput(hostList(hosts));
      return exitCodes.success;
    }
    const task = adHocTask(pattern, options, { configuration, environment });
    if (isNobody) return exitCodes.success;
    const play = loadAdHoc(task, run);
    return await runPlaybooks([play], { names: [`${task.module} on ${pattern}`] }, run);
  } finally {
    await closeRun(run);
  }
}

interface Surroundings {
  readonly configuration: Configuration;
  readonly environment: CliEnvironment;
}

/** The task that the command line asks for. */
function adHocTask(pattern: string, options: ExecOptions, { configuration, environment }: Surroundings): AdHocTask {
  const module = options.moduleName ?? configuration.defaultModule;
  const args = options.args ?? configuration.moduleArgs ?? '';
  checkArguments(module, args, pattern);
  const { directory } = environment;
  return {
    pattern,
    module,
    args,
    directory: resolve(directory, options.playbookDir ?? configuration.playbookDirectory ?? '.'),
    background: positive('--background', options.background),
    poll: options.poll === undefined ? undefined : Number(options.poll),
  };
}

const commandModules = /^(?:ansible\.(?:builtin|legacy)\.)?(?:command|shell|raw|script)$/;

/** Modules that run a command need one. */
function checkArguments(module: string, args: string, pattern: string): void {
  if (args !== '' || !commandModules.test(module)) return;
  const hint = /\.ya?ml$/.test(pattern) ? 'to run a playbook, use "provision PLAYBOOK" or ansible-playbook' : undefined;
  throw new ProvisionError('E0006', `No argument passed to ${module} module`, { hint });
}

/** The command `ansible` shows results as its callbacks `minimal` and `oneline` do. */
function asAnsible(options: ExecOptions): ExecOptions {
  return { ...options, output: options.output ?? (options.oneLine === true ? 'oneline' : 'minimal') };
}
