import { typeError, valueError } from '../../values/python-error.js';
import { typeName } from '../../values/type-name.js';
import { Tuple, type Value } from '../../values/value.js';

/** `str.split`: on whitespace without a separator; at most so many splits unless negative. */
export function split(text: string, separator: Value, most: number): string[] {
  if (separator === null) return splitOnSpace(text, most);
  const parts = text.split(requireSeparator(separator));
  if (most < 0 || parts.length <= most + 1) return parts;
  return [...parts.slice(0, most), parts.slice(most).join(requireSeparator(separator))];
}

/** `str.rsplit`: the splits are counted from the end. */
export function splitFromRight(text: string, separator: Value, most: number): string[] {
  if (separator === null) return splitOnSpaceFromRight(text, most);
  const parts = text.split(requireSeparator(separator));
  if (most < 0 || parts.length <= most + 1) return parts;
  const first = parts.length - most;
  return [parts.slice(0, first).join(requireSeparator(separator)), ...parts.slice(first)];
}

function requireSeparator(separator: Value): string {
  if (typeof separator !== 'string') throw typeError(`must be str or None, not ${typeName(separator)}`);
  if (separator === '') throw valueError('empty separator');
  return separator;
}

function splitOnSpace(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const end = most >= 0 && parts.length >= most ? -1 : rest.search(/\s/);
    if (end === -1) return [...parts, rest];
    parts.push(rest.slice(0, end));
    rest = rest.slice(end).trimStart();
  }
  return parts;
}

function splitOnSpaceFromRight(text: string, most: number): string[] {
  const parts: string[] = [];
  let rest = text.trimEnd();
  while (rest !== '') {
    const word = most >= 0 && parts.length >= most ? rest : (/\S+$/.exec(rest)?.[0] ?? rest);
    parts.unshift(word);
    rest = rest.slice(0, -word.length).trimEnd();
  }
  return parts;
}

const lineBreaks = /\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/g;

/** `str.splitlines`. */
export function lines(text: string, keepEnds: boolean): string[] {
  const found: string[] = [];
  let start = 0;
  for (const match of text.matchAll(lineBreaks)) {
    const end = match.index + match[0].length;
    found.push(text.slice(start, keepEnds ? end : match.index));
    start = end;
  }
  if (start < text.length) found.push(text.slice(start));
  return found;
}

/** `str.partition` and `str.rpartition`; without the separator the text stands first or last. */
export function partition(text: string, separator: string, index: number, whole: 'before' | 'after'): Value {
  if (separator === '') throw valueError('empty separator');
  if (index !== -1) return Tuple.of<Value>(text.slice(0, index), separator, text.slice(index + separator.length));
  return whole === 'after' ? Tuple.of<Value>(text, '', '') : Tuple.of<Value>('', '', text);
}
