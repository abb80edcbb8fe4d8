import type { Action, Module } from '../module-kit/module.js';

export type ModuleTable = ReadonlyMap<string, Module | Action>;

/**
 * The module that a playbook means: a full name, a short one of `ansible.builtin` (also as `ansible.legacy.NAME`), or the
 * short name of a collection's module, as Ansible redirects those that were once its own.
 */
export function findModule(name: string, modules: ModuleTable): Module | Action | undefined {
  const found = modules.get(name) ?? modules.get(`ansible.builtin.${name.replace(/^ansible\.legacy\./, '')}`);
  if (found || name.includes('.')) return found;
  return modules.get(fullNames(modules).get(name) ?? '');
}

const tables = new WeakMap<ModuleTable, ReadonlyMap<string, string>>();

/** Full names by their last parts. */
function fullNames(modules: ModuleTable): ReadonlyMap<string, string> {
  let names = tables.get(modules);
  if (!names) {
    names = new Map([...modules.keys()].map((full) => [full.slice(full.lastIndexOf('.') + 1), full]));
    tables.set(modules, names);
  }
  return names;
}
