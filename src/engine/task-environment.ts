import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { shortName } from '../playbook/action-name.js';
import { collectKeyword, type Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';

/** The environment variables of a task, those of the play first. What renders to `omit` is left out. */
export function environmentOf(task: Task, templar: Templar): Record<string, string> {
  const environment: Record<string, string> = {};
  for (const { value, at } of collectKeyword(task, 'environment')) {
    for (const part of isList(value) ? value : [value])
      for (const [name, member] of variablesOf(part, { task, templar, at }))
        environment[String(name)] = member === null ? '' : String(member);
  }
  return environment;
}

interface Reading {
  readonly task: Task;
  readonly templar: Templar;
  readonly at: Position | undefined;
}

function variablesOf(part: Value, reading: Reading): Iterable<[Value, Value]> {
  const { templar, at } = reading;
  if (isDict(part)) return [...part].flatMap(([name, value]) => [...member(new Map([[name, value]]), reading)]);
  // Members of a list that are omitted are dropped from it.
  const rendered = templar.render([part], at);
  const [found = null] = isList(rendered) ? rendered : [];
  if (found === null) return [];
  if (isDict(found)) return found;
  throw new ProvisionError('E0402', 'environment must be a mapping of names to values', { at });
}

/** What reads the environment cannot be known while that is being gathered: it is left out then. */
function member(one: Dict, { task, templar, at }: Reading): Dict {
  try {
    const rendered = templar.render(one, at);
    return isDict(rendered) ? rendered : new Map();
  } catch (thrown) {
    const isGathering = ['setup', 'gather_facts'].includes(shortName(task.action));
    if (isGathering && thrown instanceof ProvisionError && thrown.message.includes('ansible_env')) return new Map();
    throw thrown;
  }
}
