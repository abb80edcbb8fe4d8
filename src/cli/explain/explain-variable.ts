import { ContentErrors, ProvisionError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { exitCodes } from '../../engine/exit-codes.js';
import { recallFacts } from '../../engine/fact-cache.js';
import { loadPlays } from '../../engine/load-plays.js';
import { planPlay } from '../../engine/plan-play.js';
import { playFiles } from '../../engine/play-files.js';
import { playHosts } from '../../engine/play-hosts.js';
import { RunHost } from '../../engine/run-host.js';
import type { PlayRun, Run } from '../../engine/run.js';
import { tasksWithin } from '../../engine/start/tasks-within.js';
import { tasksOf, type Play } from '../../playbook/nodes.js';
import { isDict, type Value } from '../../values/value.js';
import type { RunOptions } from '../run-options.js';
import { closeRun } from '../close-run.js';
import { collectionSource } from '../collection-source.js';
import { readConfiguration } from '../configuration.js';
import { findPlaybooks } from '../defaults.js';
import type { CliEnvironment } from '../environment.js';
import { prepareRun } from '../prepare-run.js';
import { extraCandidates, inventoryCandidates, playCandidates } from './play-candidates.js';
import { contentOfPlay, type Asked } from './play-content.js';
import { explanationJson, explanationText } from './explanation-text.js';
import { mergedExplanations, type Explanation } from './explanation.js';
import { partsOfCandidates } from './candidate-part.js';
import { parseVariablePath, type VariablePath } from './variable-path.js';

export interface ExplainOptions extends RunOptions {
  readonly host?: string;
  /** Templates are rendered, as the host's tasks would see them. */
  readonly render?: boolean;
  readonly json?: boolean;
}

interface Surroundings {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
}

/** Prints where a variable's values come from, for each host: all of them, and which one wins. Returns the exit code. */
export async function explainVariable(
  text: string,
  { playbooks, ...options }: ExplainOptions & { readonly playbooks: readonly string[] },
  { environment, signal }: Surroundings,
): Promise<number> {
  const path = parseVariablePath(text);
  const configuration = readConfiguration(environment);
  const run = await prepareRun({ options, configuration, environment, signal, visible: [] });
  try {
    recallFacts(run);
    const source = collectionSource(options, configuration, environment);
    const plays = playsOf(playbooks, run, () => findPlaybooks(playbooks, source).map(({ path: file }) => file));
    const directory = plays[0]?.directory ?? environment.directory;
    const hosts = hostsOf(options, run);
    const found = explainAll({ path, hosts, plays, directory, renders: options.render === true }, run);
    const printed = options.json === true ? explanationJson : explanationText;
    environment.writeOutput(printed({ path: text, explanations: found }, { environment, mask: run.mask }));
    if (found.some(({ candidates }) => candidates.length > 0)) return exitCodes.success;
    const hint = didYouMean(path.name, namesAround({ hosts, plays, directory }, run));
    if (hint !== undefined) environment.note(hint);
    return exitCodes.error;
  } finally {
    await closeRun(run);
  }
}

/** The variables that somebody gives a value, to suggest one. */
function namesAround({ hosts, plays, directory }: Pick<Question, 'hosts' | 'plays' | 'directory'>, run: Run): string[] {
  const [host = 'localhost'] = hosts;
  const ofRoles = plays.flatMap(({ roles }) =>
    roles.flatMap(({ defaults, vars }) => [...defaults.keys(), ...vars.keys()]),
  );
  const ofPlays = plays.flatMap((play): Value[] => {
    const vars = play.keywords.get('vars')?.value;
    return isDict(vars) ? [...vars.keys()] : [];
  });
  return [...run.inventoryVariables(host, [directory]).keys(), ...ofRoles, ...ofPlays].map(String);
}

function hostsOf({ host = 'all', limit }: ExplainOptions, { inventory }: Run): string[] {
  const hosts = inventory.match(host, limit);
  if (hosts.length > 0) return hosts;
  throw new ProvisionError('E0204', `no host matches "${host}"`, {
    hint: 'provision inventory --graph shows the hosts',
  });
}

/** The plays of the playbooks. Without a usable default playbook the inventory is explained alone. */
function playsOf(playbooks: readonly string[], run: Run, find: () => readonly string[]): Play[] {
  try {
    return loadPlays(find(), run);
  } catch (thrown) {
    const isContent = thrown instanceof ContentErrors || thrown instanceof ProvisionError;
    if (playbooks.length > 0 || !isContent) throw thrown;
    return [];
  }
}

interface Question {
  readonly path: VariablePath;
  readonly hosts: readonly string[];
  readonly plays: readonly Play[];
  readonly directory: string;
  readonly renders: boolean;
}

function explainAll(question: Question, run: Run): Explanation[] {
  const { path, hosts, plays, directory, renders } = question;
  const planned = plays.map((play) => plannedPlay(play, run));
  const each = hosts.flatMap((host): Explanation[] => {
    const own = planned.filter(({ names }) => names.includes(host));
    if (own.length === 0) {
      const { name } = path;
      const candidates = [...extraCandidates({ name }, run), ...inventoryCandidates({ name, host, directory }, run)];
      return [{ host, play: undefined, candidates: partsOfCandidates(candidates, path, undefined) }];
    }
    return own.map(({ content }) => {
      const { playRun } = content;
      const candidates = playCandidates({ ...content, name: path.name, host });
      const rendering = renders ? { playRun, host } : undefined;
      return { host, play: playRun.play, candidates: partsOfCandidates(candidates, path, rendering) };
    });
  });
  return mergedExplanations(each);
}

interface PlannedPlay {
  readonly content: Omit<Asked, 'name' | 'host'>;
  readonly names: readonly string[];
}

/** The play with its hosts and what `vars_files` holds for them; hosts that only a run knows are none. */
function plannedPlay(play: Play, run: Run): PlannedPlay {
  const early = planPlay(play, run);
  const names = hostsOfPlay(early, run);
  const batch = names.map((name) => run.hosts.get(name) ?? new RunHost(name));
  const playRun: PlayRun = { ...early, allHosts: names, batch };
  const files = playFiles(playRun);
  const tasks = [...tasksWithin(play, run)].flatMap((found) => ('task' in found ? [found.task] : []));
  const complete = { ...playRun, variables: { ...playRun.variables, files } };
  return { content: contentOfPlay(complete, [...tasks, ...tasksOf(play.handlers)]), names };
}

function hostsOfPlay(planned: PlayRun, run: Run): string[] {
  try {
    return playHosts(planned, run);
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return [];
    throw thrown;
  }
}
