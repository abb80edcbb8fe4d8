import { codePoints, textLength } from '../../values/code-points.js';
import { isInt } from '../../values/numbers.js';
import { PythonError, typeError, valueError } from '../../values/python-error.js';
import { iterate } from '../../values/sequence.js';
import { typeName } from '../../values/type-name.js';
import { Tuple, isDict, type Value } from '../../values/value.js';
import { caseMethods } from './string-case.js';
import { characterTests } from './string-tests.js';
import { formatMethods } from './string-formatting.js';
import { method, type Methods } from './method.js';
import { lines, partition, split, splitFromRight } from './string-splitting.js';

/** Python's str methods. */
export const stringMethods: Methods<string> = {
  ...caseMethods,
  ...characterTests,
  ...formatMethods,
  split: method(0, 2, (text, by = null, most = -1) => split(text, by, whole(most)), ['sep', 'maxsplit']),
  rsplit: method(0, 2, (text, by = null, most = -1) => splitFromRight(text, by, whole(most)), ['sep', 'maxsplit']),
  splitlines: method(0, 1, (text, keep = false) => lines(text, whole(keep) !== 0), ['keepends']),
  partition: method(1, 1, (text, by = null) => partition(text, textOf(by), text.indexOf(textOf(by)), 'after')),
  rpartition: method(1, 1, (text, by = null) => partition(text, textOf(by), text.lastIndexOf(textOf(by)), 'before')),
  strip: method(0, 1, (text, set = null) => stripRight(stripLeft(text, set), set)),
  lstrip: method(0, 1, stripLeft),
  rstrip: method(0, 1, stripRight),
  startswith: method(1, 3, (text, prefix = null, from = 0, to = null) =>
    affixes(prefix, 'startswith').some((one) => cut(text, from, to).startsWith(one)),
  ),
  endswith: method(1, 3, (text, suffix = null, from = 0, to = null) =>
    affixes(suffix, 'endswith').some((one) => cut(text, from, to).endsWith(one)),
  ),
  removeprefix: method(1, 1, (text, prefix = '') =>
    text.startsWith(textOf(prefix)) ? text.slice(textOf(prefix).length) : text,
  ),
  removesuffix: method(1, 1, (text, suffix = '') =>
    text.endsWith(textOf(suffix)) && suffix !== '' ? text.slice(0, -textOf(suffix).length) : text,
  ),
  replace: method(2, 3, (text, from = null, to = null, most = -1) =>
    replace(text, textOf(from), { to: textOf(to), most: whole(most) }),
  ),
  find: method(1, 3, (text, part = null, from = 0, to = null) => find(text, textOf(part), { from, to })),
  rfind: method(1, 3, (text, part = null, from = 0, to = null) => find(text, textOf(part), { from, to, isLast: true })),
  index: method(1, 3, (text, part = null, from = 0, to = null) => found(find(text, textOf(part), { from, to }))),
  rindex: method(1, 3, (text, part = null, from = 0, to = null) =>
    found(find(text, textOf(part), { from, to, isLast: true })),
  ),
  count: method(1, 3, (text, part = null, from = 0, to = null) => count(cut(text, from, to), textOf(part))),
  join: method(1, 1, (text, items = null) => join(text, items)),
  encode: method(0, 2, (text, encoding = 'utf-8') => encode(text, textOf(encoding)), ['encoding', 'errors']),
  translate: method(1, 1, (text, table = null) => translate(text, table)),
  maketrans: method(1, 3, (_text, from = null, to, drop = '') => makeTable(from, to, textOf(drop))),
  expandtabs: method(0, 1, (text, size = 8) => expandTabs(text, whole(size)), ['tabsize']),
};

function textOf(value: Value): string {
  if (typeof value === 'string') return value;
  throw typeError(`must be str, not ${typeName(value)}`);
}

function whole(value: Value): number {
  if (isInt(value)) return Number(value);
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

function characterSet(set: Value): string[] | undefined {
  return set === null ? undefined : codePoints(textOf(set));
}

function stripLeft(text: string, set: Value = null): string {
  const characters = characterSet(set);
  if (characters === undefined) return text.trimStart();
  const all = codePoints(text);
  const first = all.findIndex((character) => !characters.includes(character));
  return first === -1 ? '' : all.slice(first).join('');
}

function stripRight(text: string, set: Value = null): string {
  const characters = characterSet(set);
  if (characters === undefined) return text.trimEnd();
  const all = codePoints(text);
  const last = all.findLastIndex((character) => !characters.includes(character));
  return all.slice(0, last + 1).join('');
}

function affixes(value: Value, name: string): string[] {
  if (typeof value === 'string') return [value];
  if (value instanceof Tuple) return value.map(textOf);
  throw typeError(`${name} first arg must be str or a tuple of str, not ${typeName(value)}`);
}

function cut(text: string, from: Value, to: Value): string {
  if (from === 0 && to === null) return text;
  return codePoints(text)
    .slice(whole(from ?? 0), to === null ? undefined : whole(to))
    .join('');
}

function replace(text: string, from: string, { to, most }: { readonly to: string; readonly most: number }): string {
  if (most < 0) return text.replaceAll(from, () => to);
  let remaining = most;
  return text.replaceAll(from, (part) => (remaining-- > 0 ? to : part));
}

interface Search {
  readonly from: Value;
  readonly to: Value;
  readonly isLast?: boolean;
}

/** The index in code points at which a part is found, or -1. */
function find(text: string, part: string, { from, to, isLast = false }: Search): number {
  const piece = cut(text, from, to);
  const index = isLast ? piece.lastIndexOf(part) : piece.indexOf(part);
  if (index === -1) return -1;
  const start = whole(from ?? 0);
  const skipped = start < 0 ? Math.max(0, textLength(text) + start) : start;
  return skipped + textLength(piece.slice(0, index));
}

function found(index: number): number {
  if (index === -1) throw valueError('substring not found');
  return index;
}

function count(text: string, part: string): number {
  return part === '' ? textLength(text) + 1 : text.split(part).length - 1;
}

function join(separator: string, items: Value): string {
  const parts = Array.from(iterate(items), (item, index) => {
    if (typeof item === 'string') return item;
    throw typeError(`sequence item ${index}: expected str instance, ${typeName(item)} found`);
  });
  return parts.join(separator);
}

function encode(text: string, encoding: string): Uint8Array {
  const name = encoding.toLowerCase().replace(/[-_]/g, '');
  if (name === 'utf8') return Uint8Array.from(Buffer.from(text, 'utf8'));
  if (name === 'utf16le') return Uint8Array.from(Buffer.from(text, 'utf16le'));
  if (name === 'ascii' || name === 'latin1') return Uint8Array.from(Buffer.from(text, 'latin1'));
  throw new PythonError('LookupError', `unknown encoding: ${encoding}`);
}

function translate(text: string, table: Value): string {
  if (!isDict(table)) throw typeError(`'${typeName(table)}' object is not subscriptable`);
  return codePoints(text)
    .map((character) => translateOne(character, table.get(character.codePointAt(0) ?? 0)))
    .join('');
}

function translateOne(character: string, to: Value | undefined): string {
  if (to === undefined) return character;
  if (to === null) return '';
  return typeof to === 'string' ? to : String.fromCodePoint(whole(to));
}

function makeTable(from: Value, to: Value | undefined, drop: string): Map<Value, Value> {
  const code = (character: string): number => character.codePointAt(0) ?? 0;
  if (isDict(from))
    return new Map([...from].map(([key, member]) => [typeof key === 'string' ? code(key) : key, member]));
  if (to === undefined) throw typeError('if you give only one argument to maketrans it must be a dict');
  const targets = codePoints(textOf(to));
  if (targets.length !== textLength(textOf(from)))
    throw valueError('the first two maketrans arguments must have equal length');
  const table = new Map<Value, Value>(
    codePoints(textOf(from)).map((character, index) => [code(character), code(targets[index] ?? '')]),
  );
  for (const character of codePoints(drop)) table.set(code(character), null);
  return table;
}

function expandTabs(text: string, size: number): string {
  let column = 0;
  return codePoints(text)
    .map((character) => {
      if (character === '\t') {
        const spaces = size > 0 ? size - (column % size) : 0;
        column += spaces;
        return ' '.repeat(spaces);
      }
      column = character === '\n' || character === '\r' ? 0 : column + 1;
      return character;
    })
    .join('');
}
