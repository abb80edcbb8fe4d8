import { ContentErrors, ProvisionError, locate } from '../base/errors.js';
import type { HostResult, TaskReference } from '../events/event.js';
import { shortName } from '../playbook/action-name.js';
import { includedName } from '../playbook/included-name.js';
import type { Task, TaskNode } from '../playbook/nodes.js';
import { toText } from '../values/repr.js';
import { includedBlock, type LoadIncluded } from './included-block.js';
import { findNotKnown } from './plan/not-known.js';
import { addInclusion, inclusionsOf, type Inclusion, type SkippedRound } from './inclusions.js';
import { errorNote, failedOutcome, skippedOutcome, withResult } from './outcome.js';
import { resultObject } from '../module-kit/result-value.js';
import type { Dict, Value } from '../values/value.js';
import { register } from './register.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { keywordFlag } from './task-context.js';
import { taskReference } from './task-reference.js';
import { taskTemplar } from './task-scope.js';

/** Runs tasks and blocks on hosts; handed along because includes bring in tasks that are run in turn. */
export type RunNodes = (
  nodes: readonly TaskNode[],
  hosts: readonly RunHost[],
  playRun: PlayRun,
) => Promise<ReadonlySet<RunHost>>;

/** What carrying out an include needs besides its hosts. */
export interface Including {
  readonly task: Task;
  readonly playRun: PlayRun;
  readonly runNodes: RunNodes;
  readonly load: LoadIncluded;
}

/** An include under way: the hosts it was lost on, and how it is told. */
interface Progress extends Including {
  readonly reference: TaskReference;
  readonly failed: Set<RunHost>;
}

/** Carries out an include: finds out what each host asks for, then runs each file or role on those that want it. */
export async function runInclude(live: readonly RunHost[], including: Including): Promise<ReadonlySet<RunHost>> {
  const { task, playRun, runNodes } = including;
  const [first] = live;
  if (!first) return new Set();
  const templar = taskTemplar(playRun, task, first);
  const reference = taskReference(task, templar, playRun.run.settings.check);
  const progress: Progress = { ...including, reference, failed: new Set() };
  const asking = keywordFlag(task, 'run_once', templar) ? [first] : live;
  playRun.run.events.emit({ type: 'task start', task: reference, hosts: asking.map((host) => host.name) });
  const inclusions = await collectInclusions(asking, progress);
  playRun.run.events.emit({ type: 'task end', task: reference });
  // All are read before the first one runs.
  const blocks = inclusions.map((inclusion) => ({ nodes: bringIn(inclusion, progress), hosts: inclusion.hosts }));
  for (const { nodes, hosts } of blocks) {
    const left = hosts.filter((host) => !progress.failed.has(host));
    for (const host of await runNodes(nodes, left, playRun)) progress.failed.add(host);
  }
  return progress.failed;
}

async function collectInclusions(hosts: readonly RunHost[], progress: Progress): Promise<Inclusion[]> {
  const inclusions: Inclusion[] = [];
  for (const host of hosts) {
    try {
      const skipped: SkippedRound[] = [];
      const onSkipped = (round: SkippedRound): void => void skipped.push(round);
      const wanted = await inclusionsOf(progress.task, host, { playRun: progress.playRun, onSkipped });
      for (const round of skipped) skipItem(host, round, progress);
      if (wanted.length === 0) skip(host, skipped[0]?.condition, progress);
      else register(progress.task, inclusionResult(wanted[0]?.args), progress.playRun, [host]);
      for (const one of wanted) addInclusion(inclusions, one, host);
    } catch (thrown) {
      fail(thrown, host, progress);
    }
  }
  return inclusions;
}

/** The tasks of an inclusion; none when it cannot be read, which fails its hosts. */
function bringIn(inclusion: Inclusion, progress: Progress): readonly TaskNode[] {
  try {
    const block = includedBlock(inclusion, progress);
    for (const host of inclusion.hosts) host.count('ok', false);
    return [block];
  } catch (thrown) {
    if (stopsRun(firstOf(thrown))) throw thrown;
    for (const host of inclusion.hosts) miss(thrown, host, inclusion, progress);
    return [];
  }
}

/** An item that its conditions leave out. */
function skipItem(
  host: RunHost,
  { label, condition, variables }: SkippedRound,
  { reference, playRun }: Progress,
): void {
  if (label === undefined) return;
  const skipped = skippedOutcome('Conditional result was False', condition);
  const { result } = withResult(skipped, Object.fromEntries(variables));
  const told = {
    host: host.name,
    status: 'skipped',
    ignored: false,
    result: resultObject(result),
    item: label,
  } as const;
  playRun.run.events.emit({ type: 'item end', task: reference, result: { ...told, ...nothingDone } });
}

function skip(host: RunHost, condition: Value | undefined, progress: Progress): void {
  host.count('skipped', false);
  const { result } = skippedOutcome('Conditional result was False', condition);
  register(progress.task, result, progress.playRun, [host]);
  tell(host, progress, { status: 'skipped', ignored: false, result: resultObject(result) });
}

/** What an include registers: what it brings in, not what comes of that. */
function inclusionResult(args: Dict = new Map()): Dict {
  const file = includedName(args, ['file']);
  return new Map<Value, Value>([['changed', false], ...(file === undefined ? [] : [['include', file] as const])]);
}

const nothingDone = { changes: [], diffs: [], duration: 0 } as const;

function fail(thrown: unknown, host: RunHost, progress: Progress): void {
  const { task, playRun, failed } = progress;
  const error = locate(firstOf(thrown), task.at);
  const unknown = findNotKnown(error);
  if (unknown !== undefined) return leaveOpen(unknown, host, progress);
  const isNoList = error instanceof ProvisionError && error.code === 'E0402';
  const failing = isNoList ? undefined : { at: task.at };
  const { result, error: note } = failedOutcome(error, { changes: [], diffs: [] }, failing);
  const ignored = keywordFlag(task, 'ignore_errors', taskTemplar(playRun, task, host));
  host.count('failed', ignored);
  register(task, result, playRun, [host]);
  tell(host, progress, { status: 'failed', ignored, result: resultObject(result), error: note });
  if (ignored) return;
  host.failure = { task, result };
  failed.add(host);
}

/** In a plan: only the run can tell what is included here. */
function leaveOpen(unknown: string, host: RunHost, progress: Progress): void {
  host.hasPlans = true;
  host.count('skipped', false);
  tell(host, progress, { status: 'skipped', ignored: false, result: { skipped: true }, unknown });
}

/** Content that cannot be parsed ends the run, as it would have at its beginning. */
function stopsRun(thrown: unknown): boolean {
  if (!(thrown instanceof ProvisionError)) return true;
  const { code } = thrown;
  return code !== 'E0404' && code !== 'E0406' && /^E0(?:1|4|501)/.test(code);
}

/** What is not there cannot be ignored, and a rescue learns nothing of it. */
function miss(thrown: unknown, host: RunHost, { args }: Inclusion, progress: Progress): void {
  const { task, failed } = progress;
  const error = errorNote(locate(firstOf(thrown), task.at));
  const file = shortName(task.action) === 'include_tasks' ? includedName(args, ['file']) : undefined;
  const result = { changed: false, ...(file === undefined ? {} : { include: toText(file) }), reason: error.message };
  host.count('failed', false);
  tell(host, progress, { status: 'failed', ignored: false, result, error });
  host.failure = { task, result: new Map<Value, Value>(Object.entries(result)), isMissingInclude: true };
  failed.add(host);
}

function firstOf(thrown: unknown): unknown {
  return thrown instanceof ContentErrors ? (thrown.errors[0] ?? thrown) : thrown;
}

type Told = Pick<HostResult, 'status' | 'ignored' | 'result' | 'error' | 'unknown'>;

function tell(host: RunHost, { reference, playRun }: Progress, told: Told): void {
  const result = { host: host.name, ...nothingDone, ...told };
  playRun.run.events.emit({ type: 'host end', task: reference, result });
}
