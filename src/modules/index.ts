import type { Action, Module } from '../module-kit/module.js';

/** Every module and action, by the order of their names. */
const definitions: readonly (Module | Action)[] = [];

/** Modules and actions by their full names and aliases. */
export const modules: ReadonlyMap<string, Module | Action> = new Map(
  definitions.flatMap((definition) => [definition.name, ...(definition.aliases ?? [])].map((name) => [name, definition] as const)),
);
