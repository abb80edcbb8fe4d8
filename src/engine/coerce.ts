import { Float, isDict, isList, type Value } from '../values/value.js';

/** Ansible's words for true, as keywords and variables accept them. */
export function isTruthy(value: Value): boolean {
  if (typeof value === 'string') return /^(?:y|yes|on|1|true|t|1\.0)$/i.test(value.trim());
  if (value instanceof Float) return value.value !== 0;
  return value === true || value === 1;
}

/** A value as a list of texts: comma-separated text is split. */
export function textList(value: Value | undefined): string[] {
  if (value === undefined || value === null) return [];
  if (isList(value)) return value.flatMap(textList);
  return String(value)
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

/** A number of seconds or of tries. */
export function numberOf(value: Value | undefined, otherwise: number): number {
  if (value === undefined || value === null) return otherwise;
  const number = value instanceof Float ? value.value : Number(value);
  return Number.isFinite(number) ? number : otherwise;
}

/** Names as text, values as they are. */
export function textKeys(value: Value): Map<string, Value> {
  return new Map(isDict(value) ? [...value].map(([key, member]) => [String(key), member]) : []);
}

/** Words of a command line with quotes, as OpenSSH options are written in variables. */
export function splitArguments(text: string): string[] {
  const words = text.match(/(?:[^\s"']+|"[^"]*"|'[^']*')+/g) ?? [];
  return words.map((word) =>
    word.replace(
      /"([^"]*)"|'([^']*)'/g,
      (_quoted, double: string | undefined, single: string | undefined) => double ?? single ?? '',
    ),
  );
}
