import { ProvisionError } from '../base/errors.js';
import type { Action, Module } from '../module-kit/module.js';
import { isInGroup } from '../playbook/action-groups.js';
import { shortName } from '../playbook/action-name.js';
import { collectKeyword, type Task } from '../playbook/nodes.js';
import { describe } from '../playbook/read-keywords.js';
import type { Templar } from '../template/templar.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import type { PlayRun } from './run.js';

/**
 * The arguments that `module_defaults` give to a task's module: those of groups it belongs to, and over them its own. An
 * inner level replaces what an outer one says of the same name.
 */
export function moduleDefaults(task: Task, definition: Module | Action, templar: Templar, playRun: PlayRun): Dict {
  const byName = new Map<string, Value>();
  for (const { value } of collectKeyword(task, 'module_defaults'))
    for (const part of isList(value) ? value : [value])
      if (isDict(part)) for (const [name, defaults] of part) byName.set(nameOf(String(name)), defaults);
  if (byName.size === 0) return new Map();
  const source = { reader: playRun.run.files, directory: playRun.play.directory };
  const names = [definition.name, task.module.name, ...(definition.aliases ?? [])];
  const isNamed = (name: string): boolean =>
    names.some((own) => nameOf(own) === name) || playRun.run.findModule(name) === definition;
  const ofGroups = [...byName].filter(
    ([name]) => name.startsWith('group/') && names.some((own) => isInGroup(own, name.slice('group/'.length), source)),
  );
  const own = [...byName].filter(([name]) => isNamed(name));
  const wanted = [...ofGroups, ...own].map(([, defaults]) => defaults);
  return new Map(wanted.map((defaults) => templar.render(defaults)).flatMap((defaults) => membersOf(defaults, task)));
}

function membersOf(defaults: Value, { at }: Task): [Value, Value][] {
  if (defaults === null) return [];
  if (isDict(defaults)) return [...defaults];
  throw new ProvisionError('E0402', `module_defaults are a mapping for each name, not ${describe(defaults)}`, { at });
}

/** `ansible.builtin.debug` and `debug` are one name. */
function nameOf(name: string): string {
  return name.startsWith('group/') ? name : shortName(name);
}
