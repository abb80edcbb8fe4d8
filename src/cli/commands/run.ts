import { Option, type Command } from 'commander';
import { ProvisionError } from '../../base/errors.js';
import { loadPlays } from '../../engine/load-plays.js';
import { exitCodes, runPlaybooks } from '../../engine/run-playbooks.js';
import type { Run } from '../../engine/run.js';
import { findPlaybooks } from '../defaults.js';
import type { CliEnvironment } from '../environment.js';
import { interruptible } from '../interrupt.js';
import { listHosts, listTags, listTasks } from '../listings.js';
import { prepareRun } from '../prepare-run.js';
import { addRunOptions, type RunOptions } from '../run-options.js';
import { collect } from './vault-options.js';

interface PlaybookOptions extends RunOptions {
  readonly tags?: readonly string[];
  readonly skipTags?: readonly string[];
  readonly listHosts?: boolean;
  readonly listTasks?: boolean;
  readonly listTags?: boolean;
  readonly syntaxCheck?: boolean;
}

/** `provision [PLAYBOOK...]`: runs playbooks, as ansible-playbook does. */
export function runCommand(program: Command, environment: CliEnvironment): void {
  addRunOptions(program)
    .argument('[playbook...]', 'playbooks to run (default: provision.yaml, else playbooks/provision.yaml)')
    .addOption(new Option('-t, --tags <tags>', 'only tasks with these tags (repeatable)').argParser(collect))
    .addOption(new Option('--skip-tags <tags>', 'not the tasks with these tags (repeatable)').argParser(collect))
    .option('--force-handlers', 'run notified handlers even on hosts that failed')
    .option('--list-hosts', 'list the hosts of each play, and run nothing')
    .option('--list-tasks', 'list the tasks that would run, and run nothing')
    .option('--list-tags', 'list the tags, and run nothing')
    .option('--syntax-check', 'check the content, and run nothing')
    .action(async (playbooks: readonly string[], options: PlaybookOptions) => {
      environment.setExitCode(await interruptible(environment, (signal) => runOrList(playbooks, options, { environment, signal })));
    });
}

interface Surroundings {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
}

async function runOrList(named: readonly string[], options: PlaybookOptions, { environment, signal }: Surroundings): Promise<number> {
  const playbooks = findPlaybooks(named, environment);
  const run = await prepareRun({ options, environment, signal, tags: options.tags ?? [], skipTags: options.skipTags ?? [] });
  try {
    const plays = loadPlays(playbooks, run);
    checkLimit(run);
    const listing = [options.listHosts && listHosts, options.listTasks && listTasks, options.listTags && listTags].filter((list) => list !== undefined && list !== false);
    for (const list of listing) environment.writeOutput(list(plays, playbooks, run));
    if (options.syntaxCheck) environment.note(`${plays.length} plays, no errors`);
    if (listing.length > 0 || options.syntaxCheck) return exitCodes.success;
    return await runPlaybooks(plays, named.length > 0 ? named : playbooks.map((path) => relativeTo(environment.directory, path)), run);
  } finally {
    run.events.close();
    await run.connections.close();
  }
}

function relativeTo(directory: string, path: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}

/** A limit that matches nothing is a mistake. */
function checkLimit({ inventory, settings }: Run): void {
  if (settings.limit === undefined || inventory.match('all', settings.limit).length > 0 || inventory.match(settings.limit).length > 0) return;
  throw new ProvisionError('E0204', `--limit "${settings.limit}" matches no host`, { hint: `the inventory has ${inventory.hosts.size} hosts; provision inventory --graph shows them` });
}
