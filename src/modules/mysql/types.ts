import type { Json } from '../../values/json.js';
import { Float } from '../../values/value.js';

/** The types of columns, by their names, as the client calls them: LONG, VAR_STRING, DATETIME ... */
export type Types = ReadonlyMap<string, string>;

/** Reads what `--column-type-info` tells of each query: a block of fields, numbered from one, for each. */
export function readTypes(text: string): Types[] {
  const blocks: Map<string, string>[] = [];
  const fields = text.matchAll(/^Field +(\d+): +`(.*)`\n(?:[A-Z][\w ]*: .*\n)*?Type: +(\w+)/gm);
  for (const [, number, name = '', type = ''] of fields) {
    if (number === '1') blocks.push(new Map());
    blocks.at(-1)?.set(name, type);
  }
  return blocks;
}

const integers: ReadonlySet<string> = new Set(['TINY', 'SHORT', 'LONG', 'INT24', 'LONGLONG', 'YEAR']);
const fractions: ReadonlySet<string> = new Set(['FLOAT', 'DOUBLE', 'DECIMAL', 'NEWDECIMAL']);

/** A value as the driver that Ansible uses gives it. */
export function typed(value: string | null, type: string | undefined): Json {
  if (value === null || type === undefined) return value;
  if (integers.has(type)) return Number(value);
  if (fractions.has(type)) return new Float(Number(value));
  return type === 'DATETIME' || type === 'TIMESTAMP' ? value.replace(' ', 'T') : value;
}
