import { ProvisionError } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import { positionOfKey } from '../values/origin.js';
import { isDict, isList, type Dict } from '../values/value.js';
import { findActionGroup } from './action-groups.js';
import { engineActions, shortName } from './action-name.js';
import type { Written } from './nodes.js';
import { requirementHint } from './requirements.js';
import { resolveOrReport } from './resolve-or-report.js';
import { namesInTasks } from './task-names.js';
import type { TaskSource } from './task-source.js';

const groupMark = 'group/';

/**
 * Gives the names in `module_defaults` in full: redirects are followed, groups go by their collection's name. The
 * `collections` in force do not count for them. Reports names that mean nothing, as Ansible does.
 */
export function readModuleDefaults(keywords: Map<string, Written>, source: TaskSource): void {
  const written = keywords.get('module_defaults');
  if (!written || written.value === null) return;
  const parts = isList(written.value) ? written.value : [written.value];
  if (!parts.every(isDict)) {
    source.reader.problem(new ProvisionError('E0403', shapeRule, { at: written.at }));
    keywords.delete('module_defaults');
    return;
  }
  keywords.set('module_defaults', { ...written, value: parts.map((part) => named(part, source)) });
}

const shapeRule =
  "The field 'module_defaults' is supposed to be a dictionary or list of dictionaries, the keys of which must be static action, module, or group names. Only the values may contain templates. For example: {'ping': \"{{ ping_defaults }}\"}";

function named(defaults: Dict, source: TaskSource): Dict {
  const full: Dict = new Map();
  for (const [key, value] of defaults) {
    const at = positionOfKey(defaults, key);
    const name = fullName(String(key), at, source);
    if (name !== undefined) full.set(name, value);
  }
  return full;
}

/** The name that the engine compares, or `undefined` after its problem was reported. */
function fullName(name: string, at: Written['at'], source: TaskSource): string | undefined {
  if (!name.startsWith(groupMark)) return moduleName(name, at, source);
  const group = findActionGroup(name.slice(groupMark.length), source);
  if (group === undefined) source.reader.problem(unknownGroup(name.slice(groupMark.length), at, source));
  return group === undefined ? undefined : groupMark + group;
}

function moduleName(name: string, at: Written['at'], source: TaskSource): string | undefined {
  if (engineActions.has(shortName(name))) return name;
  const unknown = (): ProvisionError => unknownModule(name, at, source);
  return resolveOrReport({ name, at, collections: [], unknown }, source)?.name;
}

function unknownModule(name: string, at: Written['at'], source: TaskSource): ProvisionError {
  const full = name.includes('.') ? name : `ansible.legacy.${name}`;
  const hint = requirementHint(name, source) ?? didYouMean(name, namesInTasks(source.reader));
  return new ProvisionError('E0403', `Could not resolve action ${full} in module_defaults`, { at, hint });
}

function unknownGroup(group: string, at: Written['at'], source: TaskSource): ProvisionError {
  const full = group.includes('.') ? group : `ansible.builtin.${group}`;
  const message = `Error loading module_defaults: could not resolve the module_defaults group ${full}`;
  return new ProvisionError('E0403', message, { at, hint: requirementHint(group, source) });
}
