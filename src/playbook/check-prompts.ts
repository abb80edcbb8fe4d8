import { ProvisionError } from '../base/errors.js';
import { positionOf } from '../values/origin.js';
import { isDict, isList, type Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import type { Written } from './nodes.js';

const known: ReadonlySet<Value> = new Set([
  'name',
  'prompt',
  'default',
  'private',
  'confirm',
  'encrypt',
  'salt_size',
  'salt',
  'unsafe',
]);

/** The problems of a play's `vars_prompt`. */
export function checkPrompts(written: Written | undefined, reader: ContentReader): void {
  const value = written?.value ?? null;
  if (value === null) return;
  for (const entry of isList(value) ? value : [value]) {
    const what = problemOf(entry);
    const at = positionOf(entry) ?? written?.at;
    if (what !== undefined)
      reader.problem(new ProvisionError('E0402', `Invalid vars_prompt data structure, ${what}`, { at }));
  }
}

function problemOf(entry: Value): string | undefined {
  if (!isDict(entry)) return 'expected a list of mappings';
  if (!entry.has('name')) return "missing 'name' key";
  const unknown = [...entry.keys()].find((key) => !known.has(key));
  return unknown === undefined ? undefined : `found unsupported key '${String(unknown)}'`;
}
