import { toText } from './repr.js';
import { typeName } from './type-name.js';
import type { Value } from './value.js';

/** Names that are constants wherever an expression reads them. */
const constants: ReadonlySet<string> = new Set(['true', 'false', 'none', 'True', 'False', 'None']);

/** Whether a value can be the name of a variable. */
export function isVariableName(name: Value): name is string {
  return typeof name === 'string' && /^[A-Za-z_]\w*$/.test(name) && !constants.has(name);
}

/** What to say of a value that cannot be the name of a variable. */
export function badVariableName(name: Value): string {
  const type = typeof name === 'string' ? '' : ` of type '${typeName(name)}'`;
  return `Invalid variable name '${toText(name)}'${type}.`;
}

/** The rule that a bad name breaks. */
export const variableNameRule =
  'Variable names must be strings starting with a letter or underscore character, and contain only letters, numbers and underscores.';
