import { exitCodes } from '../engine/exit-codes.js';
import { loadPlays } from '../engine/load-plays.js';
import { runPlaybooks } from '../engine/run-playbooks.js';
import type { Run } from '../engine/run.js';
import type { PlaybookOptions } from './commands/run.js';
import { checkHosts } from './check-hosts.js';
import { readConfiguration } from './configuration.js';
import { findPlaybooks } from './defaults.js';
import type { CliEnvironment } from './environment.js';
import { emptyInventoryWarning } from './empty-inventory.js';
import { listPlaybook, type ListedPlaybook } from './listings.js';
import { prepareRun } from './prepare-run.js';

interface Surroundings {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
}

/** Runs playbooks, or lists what they would do; returns the exit code. */
export async function runOrList(
  named: readonly string[],
  options: PlaybookOptions,
  { environment, signal }: Surroundings,
): Promise<number> {
  const paths = findPlaybooks(named, environment);
  const names = named.length > 0 ? named : paths.map((path) => relativeTo(environment.directory, path));
  const { tags = [], skipTags = [] } = options;
  const configuration = readConfiguration(environment, options.dialect);
  const run = await prepareRun({ options, configuration, environment, signal, tags, skipTags });
  const onEmpty = emptyInventoryWarning(options, configuration, environment);
  try {
    checkHosts(run.inventory, { limit: options.limit, onEmpty });
    const plays = loadPlays(paths, run);
    const list = listing(options, run);
    if (!list && options.dialect !== 'ansible') return await runPlaybooks(plays, names, run);
    // All problems were told together; now each playbook is by itself.
    const each = paths.map((path, index) => ({
      name: names[index] ?? '',
      plays: paths.length === 1 ? plays : loadPlays([path], run),
    }));
    if (!list) return await runInTurn(each, run);
    for (const playbook of each) environment.writeOutput(list(playbook));
    return exitCodes.success;
  } finally {
    run.events.close();
    await run.connections.close();
  }
}

/** Runs playbooks as Ansible does, each with a recap of its own; the first that fails is the last. */
async function runInTurn(playbooks: readonly ListedPlaybook[], run: Run): Promise<number> {
  for (const { name, plays } of playbooks) {
    const exitCode = await runPlaybooks(plays, [name], run);
    if (exitCode !== exitCodes.success) return exitCode;
  }
  return exitCodes.success;
}

/** What to print of each playbook when nothing is to be run. */
function listing(options: PlaybookOptions, run: Run): ((playbook: ListedPlaybook) => string) | undefined {
  if (options.syntaxCheck === true) return ({ name }) => `\nplaybook: ${name}\n`;
  const { listHosts: hosts = false, listTasks: tasks = false, listTags: tags = false } = options;
  return hosts || tasks || tags ? (playbook) => listPlaybook(playbook, { hosts, tasks, tags }, run) : undefined;
}

function relativeTo(directory: string, path: string): string {
  return path.startsWith(`${directory}/`) ? path.slice(directory.length + 1) : path;
}
