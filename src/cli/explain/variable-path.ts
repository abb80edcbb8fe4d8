import { ProvisionError } from '../../base/errors.js';
import type { Position } from '../../base/position.js';
import { positionOfItem, positionOfValue } from '../../values/origin.js';
import { isDict, isList, type Value } from '../../values/value.js';

/** A variable, and the way to a part of it: `a.b[0]`. */
export interface VariablePath {
  readonly name: string;
  readonly parts: readonly string[];
}

/** Reads `name`, `name.key`, `name['key']` and `name[0]`. Throws E0001 for anything else. */
export function parseVariablePath(text: string): VariablePath {
  const [name = '', ...parts] = text
    .replace(/\[\s*(?:'([^']*)'|"([^"]*)"|(-?\d+))\s*\]/g, (_all, single, double, index) =>
      ['', single ?? double ?? index].join('\0'),
    )
    .split(/[.\0]/);
  if (/^[A-Za-z_]\w*$/.test(name) && parts.every((part) => part !== '')) return { name, parts };
  throw new ProvisionError('E0001', `"${text}" is no variable`, {
    hint: 'name a variable or a part of it: provision explain users[0].name',
  });
}

/** A part of a value, and where it is written. */
export interface Part {
  readonly value: Value;
  readonly at: Position | undefined;
}

/** Follows a path into a value; `undefined` where there is no such part. */
export function findPart(whole: Part, parts: readonly string[]): Part | undefined {
  let found: Part | undefined = whole;
  for (const part of parts) found = found && step(found, part);
  return found;
}

function step({ value, at }: Part, part: string): Part | undefined {
  if (isDict(value)) {
    const key = value.has(part) || !/^-?\d+$/.test(part) ? part : Number(part);
    const member = value.get(key);
    return member === undefined ? undefined : { value: member, at: positionOfValue(value, key) ?? at };
  }
  if (!isList(value) || !/^-?\d+$/.test(part)) return undefined;
  const index = Number(part) < 0 ? value.length + Number(part) : Number(part);
  const member = value[index];
  return member === undefined ? undefined : { value: member, at: positionOfItem(value, index) ?? at };
}
