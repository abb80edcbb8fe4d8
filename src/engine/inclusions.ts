import { during } from '../base/errors.js';
import { shortName } from '../playbook/action-name.js';
import { freeFormKey } from '../playbook/key-value.js';
import type { Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { positionOf } from '../values/origin.js';
import { toJson } from '../values/json.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { evaluateLoop, loopLabel, loopVariables, type Loop } from './loop.js';
import type { RunHost } from './run-host.js';
import type { PlayRun } from './run.js';
import { settle } from '../template/settle.js';
import { conditionWithoutLoop } from './skipped-loop.js';
import { findFalseCondition } from './task-context.js';
import { taskTemplar } from './task-scope.js';

/** One file or role to be brought in, for the hosts that asked for the same with the same variables. */
export interface Inclusion {
  readonly args: Dict;
  /** The loop's variables. */
  readonly variables: ReadonlyMap<string, Value>;
  /** The loop's item, as it is shown. */
  readonly label: string | undefined;
  readonly hosts: RunHost[];
}

interface Asking {
  readonly playRun: PlayRun;
  /** Told of each round that its conditions leave out. */
  readonly onSkipped: (round: SkippedRound) => void;
}

export interface SkippedRound {
  readonly label: string | undefined;
  readonly condition: Value;
  readonly variables: ReadonlyMap<string, Value>;
}

/** What an include asks for on a host: once, or once a loop item; nothing when its conditions do not hold. */
export async function inclusionsOf(
  task: Task,
  host: RunHost,
  { playRun, onSkipped }: Asking,
): Promise<Omit<Inclusion, 'hosts'>[]> {
  const remembered = new Map<string, Value>();
  const outside = taskTemplar(playRun, task, host, { remembered });
  let loop: Loop | undefined;
  try {
    loop = await settle(remembered, () => evaluateLoop(task, outside));
  } catch (thrown) {
    const condition = conditionWithoutLoop(task, outside);
    if (condition === undefined) throw thrown;
    onSkipped({ label: undefined, condition, variables: new Map() });
    return [];
  }
  const rounds = loop ? loop.items.map((_item, index) => loopVariables(loop, index)) : [new Map<string, Value>()];
  const wanted: Omit<Inclusion, 'hosts'>[] = [];
  for (const variables of rounds) {
    const templar = taskTemplar(playRun, task, host, { variables, remembered });
    const label = loop && loopLabel(loop, variables, templar);
    const condition = await settle(remembered, () => findFalseCondition(task, templar));
    if (condition !== undefined) {
      onSkipped({ label, condition, variables });
      continue;
    }
    wanted.push({
      args: await settle(remembered, () => renderArgs(task, templar)),
      variables,
      label,
    });
  }
  return wanted;
}

/** `apply` holds keywords for the tasks to come: they are rendered where those run. */
function renderArgs(task: Task, templar: Templar): Dict {
  const args: Dict = new Map();
  const name = `ansible.builtin.${shortName(task.action)}`;
  for (const [key, value] of task.args) {
    const member: Dict = new Map([[key, value]]);
    // Only a member of a dict can be left out by `omit`.
    const rendered = (): Value => (key === 'apply' ? member : templar.render(member));
    const resolving = {
      message: `Error while resolving value for '${key === freeFormKey ? '_raw_params' : String(key)}'`,
      at: positionOf(value),
    };
    const finalizing = { message: `Finalization of task args for '${name}' failed`, at: task.actionAt };
    const given = during(finalizing, () => during(resolving, rendered));
    if (isDict(given)) for (const [own, argument] of given) args.set(own, argument);
  }
  return args;
}

/** Adds what a host asks for: hosts that ask for the same are served together, in the order of the first. */
export function addInclusion(
  all: Inclusion[],
  { args, variables, label }: Omit<Inclusion, 'hosts'>,
  host: RunHost,
): void {
  const key = keyOf(args, variables);
  const same = all.find((other) => keyOf(other.args, other.variables) === key && !other.hosts.includes(host));
  if (same) same.hosts.push(host);
  else all.push({ args, variables, label, hosts: [host] });
}

function keyOf(args: Dict, variables: ReadonlyMap<string, Value>): string {
  return JSON.stringify([toJson(args), toJson(new Map(variables))]);
}
