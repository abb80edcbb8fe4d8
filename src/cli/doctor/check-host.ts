import { ProvisionError } from '../../base/errors.js';
import { becomeOptions, connectionOptions } from '../../engine/connection-options.js';
import { RunHost } from '../../engine/run-host.js';
import type { PlayRun, Run } from '../../engine/run.js';
import { taskTemplar } from '../../engine/task-scope.js';
import { findKeyword, type PlaybookNode, type Task } from '../../playbook/nodes.js';
import type { BecomeOptions, Connection, ConnectionOptions } from '../../transport/connection.js';
import { findingOf, needsPython } from './check-content.js';
import type { Finding } from './finding.js';
import { hostStateScript, readHostState, type Disk, type HostState } from './host-state.js';
import { neededPrograms, type NeededProgram } from './needed-programs.js';

/** A host, and the plays that are for it; without content the host alone is looked at. */
export interface HostVisit {
  readonly host: string;
  readonly plays: readonly { readonly playRun: PlayRun; readonly tasks: readonly Task[] }[];
}

/** Seconds that a host may take for its answers. */
const patience = 30;

/** Looks at one host: whether it is reached, who one becomes there, its clock, disks and programs. */
export async function checkHost(visit: HostVisit, run: Run): Promise<Finding[]> {
  const { host, plays } = visit;
  const findings: Finding[] = [];
  const note = (thrown: unknown): void => {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    findings.push(findingOf(thrown, { host }));
  };
  const [first] = plays;
  if (!first) return [];
  try {
    const options = connectionOf(first.playRun, host);
    const connection = await run.connections.connect(options);
    for (const become of becomesOf(visit)) await tryBecome(connection, become).catch(note);
    findings.push(...(await stateFindings(connection, visit, run)));
  } catch (thrown) {
    note(thrown);
  }
  return findings;
}

/** As a play reaches the host, but nobody is asked about its key. */
function connectionOf(playRun: PlayRun, host: string): ConnectionOptions {
  const { run, play } = playRun;
  const known = run.hosts.get(host) ?? new RunHost(host);
  const defaults = { ...run.settings.connection, onUnknownKeys: undefined };
  return connectionOptions(host, play, taskTemplar(playRun, play, known), defaults);
}

/** The users that tasks become, each once. */
function becomesOf({ host, plays }: HostVisit): BecomeOptions[] {
  const found = new Map<string, BecomeOptions>();
  for (const { playRun, tasks } of plays) {
    const known = playRun.run.hosts.get(host) ?? new RunHost(host);
    for (const node of distinctBecomes([playRun.play, ...tasks])) {
      const become = becomeOf(node, playRun, known);
      if (become) found.set(`${become.method} ${become.user}`, become);
    }
  }
  return [...found.values()];
}

/** Of all nodes that say the same about becoming another user, one. */
function distinctBecomes(nodes: readonly PlaybookNode[]): PlaybookNode[] {
  const written = (node: PlaybookNode): string =>
    JSON.stringify(
      ['become', 'become_user', 'become_method', 'delegate_to'].map((name) => findKeyword(node, name)?.value),
    );
  const local = nodes.filter((node) => !findKeyword(node, 'delegate_to'));
  return [...new Map(local.map((node) => [written(node), node])).values()];
}

/** `undefined` also where a task's own variables say it, which only the run knows. */
function becomeOf(node: PlaybookNode, playRun: PlayRun, host: RunHost): BecomeOptions | undefined {
  try {
    return becomeOptions(node, taskTemplar(playRun, node, host), playRun.run.settings.connection);
  } catch (thrown) {
    if (thrown instanceof ProvisionError && thrown.code.startsWith('E03')) return undefined;
    throw thrown;
  }
}

async function tryBecome(connection: Connection, become: BecomeOptions): Promise<void> {
  await connection.session(become);
}

async function stateFindings(connection: Connection, visit: HostVisit, run: Run): Promise<Finding[]> {
  const tasks = visit.plays.flatMap((play) => play.tasks);
  const needed = neededPrograms(tasks);
  const python: NeededProgram[] = tasks
    .filter((task) => needsPython(task, run))
    .slice(0, 1)
    .map(({ module, actionAt }) => ({ names: ['python3', 'python'], module: module.name, at: actionAt }));
  const wanted = [...needed, ...python];
  const session = await connection.session();
  const programs = [...new Set(wanted.flatMap(({ names }) => names))];
  const before = Date.now();
  const outcome = await session.run(hostStateScript(programs), { timeout: patience, signal: run.signal });
  const state = readHostState(outcome.stdout.toString('utf8'));
  const now = { before, after: Date.now() };
  return [...clockFindings(state, now), ...state.disks.flatMap(diskFindings), ...programFindings(state, wanted)].map(
    (finding) => ({ ...finding, host: visit.host }),
  );
}

/** Seconds by which a clock may differ. */
const toleratedSkew = 5;

/** @param asked when the question was sent and when its answer was there, in milliseconds */
export function clockFindings(
  { clock }: HostState,
  asked: { readonly before: number; readonly after: number },
): Finding[] {
  if (clock === undefined) return [];
  // The host's clock was read at some moment between the two, and is cut to whole seconds.
  const behind = asked.before / 1000 - (clock + 1);
  const ahead = clock - asked.after / 1000;
  const skew = Math.max(behind, ahead);
  if (skew <= toleratedSkew) return [];
  const message = `its clock is ${spanText(Math.round(skew))} ${ahead > 0 ? 'ahead' : 'behind'}`;
  return [
    { severity: 'warning', topic: 'clock', message, hint: 'certificates, logs and metrics go by it: see to NTP' },
  ];
}

function spanText(seconds: number): string {
  if (seconds < 120) return `${seconds} s`;
  return seconds < 7200 ? `${Math.round(seconds / 60)} min` : `${Math.round(seconds / 3600)} h`;
}

/** Kilobytes below which a disk is nearly full, and full. */
const littleSpace = 512 * 1024;
const noSpace = 16 * 1024;

export function diskFindings({ mount, size, free, canWrite }: Disk): Finding[] {
  if (!canWrite) return [{ severity: 'error', topic: 'disk', message: `${mount} cannot be written to` }];
  // Images that are mounted for reading are full by nature.
  if (size === 0 || free >= littleSpace || free >= size / 10) return [];
  const message = `${mount} has ${Math.round(free / 1024)} MB left of ${Math.round(size / 1024)} MB`;
  return [{ severity: free < noSpace ? 'error' : 'warning', topic: 'disk', message }];
}

export function programFindings({ programs }: HostState, wanted: readonly NeededProgram[]): Finding[] {
  return wanted
    .filter(({ names }) => !names.some((name) => programs.has(name)))
    .map(({ names, module, at }) => ({
      severity: 'warning',
      topic: names[0] === 'python3' ? 'python' : 'program',
      message: `there is no ${names.join(' or ')}, which ${module} needs`,
      at,
      hint: 'that is well if an earlier task installs it',
    }));
}
