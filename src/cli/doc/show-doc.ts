import { ProvisionError } from '../../base/errors.js';
import { didYouMean } from '../../base/suggest.js';
import { schemaOf } from '../../module-kit/schema.js';
import type { Action, Module } from '../../module-kit/module.js';
import { modules } from '../../modules/index.js';
import type { CliEnvironment } from '../environment.js';
import { playbookSchema } from './playbook-schema.js';
import { textPage } from './text-page.js';

export interface DocFlags {
  readonly json?: boolean;
  readonly schema?: boolean;
}

/** Prints the documentation of modules, the list of all, or schemas. */
export function showDoc(names: readonly string[], flags: DocFlags, environment: CliEnvironment): void {
  if (flags.schema === true) return environment.writeOutput(json(playbookSchema(modules)));
  if (names.length === 0) return environment.writeOutput(listOfAll());
  const found = names.map(findDefinition);
  if (flags.json !== true) return environment.writeOutput(found.map(textPage).join('\n'));
  const schemas = Object.fromEntries(
    found.map((definition) => [definition.name, { description: definition.summary, ...schemaOf(definition) }]),
  );
  environment.writeOutput(json(schemas));
}

/** Every module once, in the order of their names. */
export function allDefinitions(): (Module | Action)[] {
  return [...new Set(modules.values())].sort((a, b) => (a.name < b.name ? -1 : 1));
}

function findDefinition(name: string): Module | Action {
  const found = modules.get(name) ?? modules.get(`ansible.builtin.${name}`) ?? findByLastPart(name);
  if (found) return found;
  const hint = didYouMean(
    name,
    [...modules.keys()].flatMap((full) => [full, lastPart(full)]),
  );
  throw new ProvisionError('E0501', `there is no module "${name}"`, hint === undefined ? {} : { hint });
}

function findByLastPart(name: string): Module | Action | undefined {
  return allDefinitions().find((definition) => lastPart(definition.name) === name);
}

function lastPart(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

function listOfAll(): string {
  const all = allDefinitions();
  const width = Math.max(...all.map(({ name }) => name.length));
  return all.map(({ name, summary }) => `${name.padEnd(width)}  ${summary}\n`).join('');
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
