import { floatRepr } from '../../values/float-repr.js';
import { toText } from '../../values/repr.js';
import { Float, isDict, isList, type Value } from '../../values/value.js';

/** JSON as Python writes it by default: a space behind commas and colons, everything beyond ASCII escaped. */
export function jsonText(value: Value): string {
  if (value === null || typeof value === 'boolean' || typeof value === 'number') return String(value);
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Float) return floatRepr(value.value);
  if (isList(value)) return `[${value.map(jsonText).join(', ')}]`;
  if (isDict(value))
    return `{${[...value].map(([key, member]) => `${quoted(keyText(key))}: ${jsonText(member)}`).join(', ')}}`;
  return quoted(toText(value));
}

function keyText(key: Value): string {
  return key === null || typeof key === 'boolean' ? String(key) : toText(key);
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
