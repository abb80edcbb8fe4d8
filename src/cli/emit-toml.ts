import { ProvisionError } from '../base/errors.js';
import { toText } from '../values/repr.js';
import { Float, isDict, isList, type Dict, type Value } from '../values/value.js';

/** A dict as a TOML document: what is plain first, then a table for each dict in it. Throws E0006 for null, which TOML has not. */
export function emitToml(document: Dict): string {
  return tableLines(document, []).join('\n').replace(/^\n+/, '') + '\n';
}

function tableLines(table: Dict, path: readonly string[]): string[] {
  const members = [...table];
  const plain = members.filter(([, value]) => !isDict(value));
  const tables = members.filter(([, value]) => isDict(value));
  const header =
    path.length > 0 && (plain.length > 0 || tables.length === 0) ? ['', `[${path.map(keyText).join('.')}]`] : [];
  const lines = plain.map(([key, value]) => `${keyText(toText(key))} = ${valueText(value, '')}`);
  const below = tables.flatMap(([key, value]) => (isDict(value) ? tableLines(value, [...path, toText(key)]) : []));
  return [...header, ...lines, ...below];
}

function keyText(key: string): string {
  return /^[\w-]+$/.test(key) && !/[^\x00-\x7f]/.test(key) ? key : quoted(key);
}

function valueText(value: Value, indent: string): string {
  if (isList(value)) return listText(value, indent);
  if (isDict(value)) {
    const members = [...value].map(([key, member]) => `${keyText(toText(key))} = ${valueText(member, indent)}`);
    return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
  }
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Float) return toText(value);
  if (value === null) throw new ProvisionError('E0006', 'TOML has no null value', { hint: 'use JSON, or --yaml' });
  return quoted(toText(value));
}

function listText(items: readonly Value[], indent: string): string {
  if (items.length === 0) return '[]';
  const inner = `${indent}    `;
  return `[\n${items.map((item) => `${inner}${valueText(item, inner)},\n`).join('')}${indent}]`;
}

/** Text in double quotes, escaped as TOML's basic strings are. */
function quoted(text: string): string {
  const escaped = text.replace(
    /["\\\u0000-\u001f\u007f]/g,
    (character) => escapes.get(character) ?? unicode(character),
  );
  return `"${escaped}"`;
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['"', '\\"'],
  ['\\', '\\\\'],
  ['\b', '\\b'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\f', '\\f'],
  ['\r', '\\r'],
]);

function unicode(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
