import { TemplateText, isDict, isList, type Value } from '../values/value.js';
import type { PlaybookNode } from './nodes.js';
import type { RoleUse } from './roles.js';

/** What two uses of a role must have in common for the second to be left out. */
export function signatureOf(directory: string, parent: PlaybookNode, { entries, parameters }: RoleUse): string {
  const files = [entries.tasks, entries.vars, entries.defaults, entries.handlers];
  const own = [...parent.keywords].filter(([key]) => key !== 'name').map(([key, { value }]) => [key, plain(value)]);
  // What an include hands down counts (the item of its loop), but not who the including roles are.
  const handed = [...(parent.parameters ?? [])].filter(([name]) => !name.startsWith('ansible_parent_role_'));
  // A role that is included does not count as the same one that the play's `roles` name.
  const isIncluded = entries.allowsDuplicates !== undefined;
  return JSON.stringify([directory, isIncluded, files, own, plain(new Map(handed)), plain(parameters ?? new Map())]);
}

/** A value as comparable JSON. */
function plain(value: Value): unknown {
  if (isDict(value)) return [...value].map(([key, member]) => [String(key), plain(member)]);
  if (isList(value)) return value.map(plain);
  return value instanceof TemplateText ? value.source : typeof value === 'bigint' ? String(value) : value;
}
