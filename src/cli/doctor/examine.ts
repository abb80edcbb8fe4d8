import { ContentErrors, ProvisionError } from '../../base/errors.js';
import { exitCodes } from '../../engine/exit-codes.js';
import { mapLimit } from '../../engine/parallel.js';
import { planPlay } from '../../engine/plan-play.js';
import { playHosts } from '../../engine/play-hosts.js';
import type { Run } from '../../engine/run.js';
import { closeRun } from '../close-run.js';
import { collectionSource } from '../collection-source.js';
import { readConfiguration } from '../configuration.js';
import { findPlaybooks } from '../defaults.js';
import type { CliEnvironment } from '../environment.js';
import { prepareRun } from '../prepare-run.js';
import type { RunOptions } from '../run-options.js';
import { checkHost, type HostVisit } from './check-host.js';
import { WarningCollector, checkPlaybooks, findingOf, type PlayContent } from './check-content.js';
import { examinationJson, examinationText, type Examination } from './examination-text.js';
import type { Finding } from './finding.js';

export interface DoctorOptions extends RunOptions {
  readonly json?: boolean;
  /** `false` for `--no-hosts`: nothing is connected to. */
  readonly hosts?: boolean;
}

interface Surroundings {
  readonly environment: CliEnvironment;
  readonly signal: AbortSignal;
}

/** Tells what of the content cannot be run and what is wrong with its hosts; returns 1 when a run would fail. */
export async function examine(
  playbooks: readonly string[],
  options: DoctorOptions,
  { environment, signal }: Surroundings,
): Promise<number> {
  const startedAt = Date.now();
  const configuration = readConfiguration(environment);
  const named = findPlaybooks(playbooks, collectionSource(options, configuration, environment));
  const warnings = new WarningCollector();
  const run = await prepareRun({ options, configuration, environment, signal, visible: [warnings] });
  try {
    const { plays, findings } = checkPlaybooks(
      named.map(({ path }) => path),
      run,
    );
    const { visits, problems } = visitsOf(plays, run);
    const visited = options.hosts === false ? [] : visits;
    const onHosts = await mapLimit(visited, run.settings.forks, (visit) => checkHost(visit, run));
    const examination: Examination = {
      findings: bySeverity([...findings, ...warnings.findings, ...problems, ...onHosts.flat()]),
      playbooks: named.map(({ name }) => name),
      tasks: plays.reduce((sum, { tasks }) => sum + tasks.length, 0),
      hosts: visited.length,
      seconds: (Date.now() - startedAt) / 1000,
    };
    const print = options.json === true ? examinationJson : examinationText;
    environment.writeOutput(run.mask.apply(print(examination, environment)));
    return examination.findings.some(({ severity }) => severity === 'error') ? exitCodes.error : exitCodes.success;
  } finally {
    await closeRun(run);
  }
}

/** The hosts of all plays, each once with its plays; plays whose hosts cannot be told are findings. */
function visitsOf(plays: readonly PlayContent[], run: Run): { visits: HostVisit[]; problems: Finding[] } {
  const visits = new Map<string, HostVisit['plays'][number][]>();
  const problems: Finding[] = [];
  for (const { play, tasks } of plays) {
    const playRun = planPlay(play, run);
    for (const host of attempt(problems, () => playHosts(playRun, run)) ?? []) {
      attempt(problems, () => run.inventoryVariables(host, [play.directory]));
      visits.set(host, [...(visits.get(host) ?? []), { playRun, tasks }]);
    }
  }
  const seen = new Map(problems.map((one) => [JSON.stringify([one.message, one.at]), one]));
  return { visits: [...visits].map(([host, own]) => ({ host, plays: own })), problems: [...seen.values()] };
}

function attempt<Result>(problems: Finding[], work: () => Result): Result | undefined {
  try {
    return work();
  } catch (thrown) {
    const errors = thrown instanceof ContentErrors ? thrown.errors : [thrown];
    for (const error of errors) {
      if (!(error instanceof ProvisionError)) throw error;
      problems.push(findingOf(error));
    }
    return undefined;
  }
}

const ranks = { error: 0, warning: 1, note: 2 } as const;

function bySeverity(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => ranks[a.severity] - ranks[b.severity]);
}
