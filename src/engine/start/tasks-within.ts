import { ContentErrors, ProvisionError } from '../../base/errors.js';
import { SecretMask } from '../../base/secret.js';
import { EventBus } from '../../events/bus.js';
import { shortName } from '../../playbook/action-name.js';
import { tasksOf, type Play, type Task, type TaskNode } from '../../playbook/nodes.js';
import { isDict } from '../../values/value.js';
import { includedBlock, loadIncludedRole, loadIncludedTasks, type LoadIncluded } from '../included-block.js';
import { planPlay } from '../plan-play.js';
import { RunHost } from '../run-host.js';
import type { PlayRun, Run } from '../run.js';
import { taskReference } from '../task-reference.js';
import { taskTemplar } from '../task-scope.js';
import { placeOf } from './place-of.js';

/** A task of a play, and the includes that lead to it, from the outside in. */
export interface TaskWithin {
  readonly task: Task;
  readonly way: readonly string[];
}

/** An include whose name is only known on a host, so that nobody can say before what it brings in. */
export interface OpenInclude {
  readonly open: Task;
}

const loaders: ReadonlyMap<string, LoadIncluded> = new Map([
  ['include_tasks', loadIncludedTasks],
  ['include', loadIncludedTasks],
  ['include_role', loadIncludedRole],
]);

/** Hears why an include brings in nothing. */
type OnProblem = (thrown: ContentErrors | ProvisionError) => void;

/** All tasks of a play in their order, also those that includes bring in whose names are known without a host. Nothing is run or told. */
export function* tasksWithin(
  play: Play,
  run: Run,
  onProblem: OnProblem = () => undefined,
): Generator<TaskWithin | OpenInclude> {
  const quiet: Run = { ...run, events: new EventBus([], new SecretMask()) };
  const nodes = [...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks];
  yield* within(nodes, [], { playRun: planPlay(play, quiet), onProblem });
}

interface Search {
  readonly playRun: PlayRun;
  readonly onProblem: OnProblem;
}

function* within(
  nodes: readonly TaskNode[],
  way: readonly string[],
  search: Search,
): Generator<TaskWithin | OpenInclude> {
  for (const task of tasksOf(nodes)) {
    yield { task, way };
    const load = loaders.get(shortName(task.action));
    const place = placeOf(task);
    // What includes itself was seen once.
    if (!load || way.includes(place)) continue;
    const brought = bringIn(task, load, search);
    if (brought) yield* within(brought, [...way, place], search);
    else yield { open: task };
  }
}

/** What an include brings in; `undefined` where that needs a host, or cannot be read: its turn will tell. */
function bringIn(task: Task, load: LoadIncluded, { playRun, onProblem }: Search): readonly TaskNode[] | undefined {
  try {
    const templar = taskTemplar(playRun, task, new RunHost('localhost'));
    const args = templar.render(new Map([...task.args].filter(([key]) => key !== 'apply')));
    if (!isDict(args)) return undefined;
    const inclusion = { args, variables: new Map(), label: undefined, hosts: [] };
    const reference = taskReference(task, templar, false);
    return includedBlock(inclusion, { task, playRun, load, reference }).block;
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError) && !(thrown instanceof ContentErrors)) throw thrown;
    onProblem(thrown);
    return undefined;
  }
}
