import { resolve } from 'node:path';
import { exitCodes } from '../engine/exit-codes.js';
import { unknownTags } from '../engine/check-tags.js';
import { loadPlays } from '../engine/load-plays.js';
import { runPlaybooks } from '../engine/run-playbooks.js';
import { findStart } from '../engine/start/find-start.js';
import { checkShards } from '../engine/shard/check-shards.js';
import type { Reporter } from '../events/bus.js';
import type { Run } from '../engine/run.js';
import { collectionOfPlaybook } from '../playbook/collection-playbooks.js';
import type { Play } from '../playbook/nodes.js';
import type { PlaybookOptions } from './commands/run.js';
import { closeRun } from './close-run.js';
import { checkHosts } from './check-hosts.js';
import { readConfiguration } from './configuration.js';
import { collectionSource } from './collection-source.js';
import { findPlaybooks, type NamedPlaybook } from './defaults.js';
import type { CliEnvironment } from './environment.js';
import { emptyInventoryWarning } from './empty-inventory.js';
import { listPlaybook, type ListedPlaybook } from './listings.js';
import { prepareRun } from './prepare-run.js';
import { withFailedHosts } from './records/failed-limit.js';
import { finishedBefore } from './records/finished-before.js';
import { watchRun } from './records/watch-run.js';
import { writeRetryFile } from './retry-file.js';

interface Surroundings {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
  /** Readers of the events in the place of what the user sees otherwise. */
  readonly visible?: readonly Reporter[];
  /** Whether a task may change a host, when only what was planned may happen. */
  readonly mayChange?: Run['mayChange'];
}

/** Runs playbooks, or lists what they would do; returns the exit code. */
export async function runOrList(
  named: readonly string[],
  given: PlaybookOptions,
  { environment, signal, visible, mayChange }: Surroundings,
): Promise<number> {
  const configuration = readConfiguration(environment, given.dialect);
  const playbooks = findPlaybooks(named, collectionSource(given, configuration, environment));
  const paths = playbooks.map(({ path }) => path);
  const options = withFailedHosts(given, environment, paths);
  const { tags = [], skipTags = [] } = options;
  const watch = isListing(options) ? undefined : watchRun(options, paths, environment);
  const finished = await finishedBefore(options, paths, environment);
  const prepared = { options, configuration, environment, signal, tags, skipTags, watch, finished, visible };
  const run = { ...(await prepareRun(prepared)), ...(mayChange ? { mayChange } : {}) };
  const onEmpty = emptyInventoryWarning(options, configuration, environment);
  try {
    checkHosts(run.inventory, { limit: options.limit, onEmpty });
    const plays = loadPlays(paths, run);
    const list = listing(options, run);
    if (!list) checkShards(plays, run);
    if (options.dialect !== 'ansible')
      for (const message of unknownTags(plays, run.settings.tags)) environment.warn(message);
    if (!list && options.dialect !== 'ansible' && options.startAtTask !== undefined)
      run.pace.aimAt(findStart(options.startAtTask, plays, run, environment.directory));
    if (options.forgetHandlers === true)
      watch?.owed.forget(run.inventory.match('all', options.limit), new Set(plays.map(({ file }) => file)));
    const conclude = (name: string): void =>
      writeRetryFile({ path: resolve(environment.directory, name), hosts: run.hosts }, configuration, environment);
    if (!list && options.dialect !== 'ansible') return await runInTurn([{ playbooks, plays }], run, conclude);
    // All problems were told together; now each playbook is by itself.
    const each = playbooks.map((playbook) => ({
      playbooks: [playbook],
      plays: playbooks.length === 1 ? plays : loadPlays([playbook.path], run),
    }));
    if (!list) return await runInTurn(each, run, conclude);
    for (const {
      playbooks: [{ name } = { name: '' }],
      plays: listed,
    } of each)
      environment.writeOutput(list({ name, plays: listed }));
    return exitCodes.success;
  } finally {
    await closeRun(run);
  }
}

/** What is run as one, with one recap: for Ansible each playbook, otherwise all of them. */
interface Part {
  readonly playbooks: readonly NamedPlaybook[];
  readonly plays: readonly Play[];
}

/** Runs one part after the other; the first that fails is the last. */
async function runInTurn(parts: readonly Part[], run: Run, conclude: (name: string) => void): Promise<number> {
  for (const { playbooks, plays } of parts) {
    const names = playbooks.map(({ name }) => name);
    const [collection] = playbooks.map(({ path }) => collectionOfPlaybook(path));
    const exitCode = await runPlaybooks(plays, { names, collection }, run);
    conclude(names[0] ?? '');
    if (exitCode !== exitCodes.success) return exitCode;
  }
  return exitCodes.success;
}

function isListing({ syntaxCheck, listHosts, listTasks, listTags }: PlaybookOptions): boolean {
  return [syntaxCheck, listHosts, listTasks, listTags].includes(true);
}

/** What to print of each playbook when nothing is to be run. */
function listing(options: PlaybookOptions, run: Run): ((playbook: ListedPlaybook) => string) | undefined {
  if (options.syntaxCheck === true) return ({ name }) => `\nplaybook: ${name}\n`;
  const { listHosts: hosts = false, listTasks: tasks = false, listTags: tags = false } = options;
  return hosts || tasks || tags ? (playbook) => listPlaybook(playbook, { hosts, tasks, tags }, run) : undefined;
}
