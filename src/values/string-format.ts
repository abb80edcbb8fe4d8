import { formatValue } from './format-spec.js';
import { PythonError, indexError, valueError } from './python-error.js';
import { toRepr, toText } from './repr.js';

/** Finds the value of a field's part: an argument by position or name, an attribute, an item. */
export interface FieldSource {
  argument(name: string | number): unknown;
  attribute(value: unknown, name: string): unknown;
  item(value: unknown, key: string | number): unknown;
}

/** Python's `str.format`: fields with attributes, items, conversions and nested specifications. */
export function formatFields(format: string, source: FieldSource): string {
  return expand(format, { source, numbering: { next: 0, kind: undefined } }, 2);
}

interface State {
  readonly source: FieldSource;
  readonly numbering: Numbering;
}

/** Fields are numbered automatically or by hand, not both. */
interface Numbering {
  next: number;
  kind: 'automatic' | 'manual' | undefined;
}

function expand(format: string, state: State, depth: number): string {
  if (depth < 0) throw valueError('Max string recursion exceeded');
  let text = '';
  for (let index = 0; index < format.length; index++) {
    const character = format[index] ?? '';
    if ((character === '{' || character === '}') && format[index + 1] === character) {
      text += character;
      index++;
    } else if (character === '{') {
      const end = closingBrace(format, index);
      text += formatField(format.slice(index + 1, end), state, depth);
      index = end;
    } else if (character === '}') {
      throw valueError("Single '}' encountered in format string");
    } else text += character;
  }
  return text;
}

function closingBrace(format: string, start: number): number {
  let depth = 0;
  for (let index = start; index < format.length; index++) {
    if (format[index] === '{') depth++;
    if (format[index] === '}' && --depth === 0) return index;
  }
  throw valueError(
    start === format.length - 1 ? "Single '{' encountered in format string" : "expected '}' before end of string",
  );
}

const fieldGrammar = /^([^!:]*?)(?:!(.?))?(?::(.*))?$/s;

function formatField(field: string, state: State, depth: number): string {
  const [, name = '', conversion, specification = ''] = fieldGrammar.exec(field) ?? [];
  const value = convert(findValue(name, state), conversion);
  return formatValue(value, expand(specification, state, depth - 1));
}

function convert(value: unknown, conversion: string | undefined): unknown {
  if (conversion === undefined) return value;
  if (conversion === 's') return toText(value);
  if (conversion === 'r' || conversion === 'a') return toRepr(value);
  throw valueError(`Unknown conversion specifier ${conversion}`);
}

function findValue(name: string, state: State): unknown {
  const [first = ''] = /^[^.[]*/.exec(name) ?? [];
  let value = state.source.argument(argumentOf(first, state.numbering));
  for (const [, attribute, item] of name.slice(first.length).matchAll(/\.([^.[]+)|\[([^\]]+)\]/g)) {
    if (attribute !== undefined) value = state.source.attribute(value, attribute);
    else if (item !== undefined) value = state.source.item(value, /^\d+$/.test(item) ? Number(item) : item);
  }
  return value;
}

function argumentOf(name: string, numbering: Numbering): string | number {
  const isNumber = name === '' || /^\d+$/.test(name);
  if (!isNumber) return name;
  const kind = name === '' ? 'automatic' : 'manual';
  numbering.kind ??= kind;
  if (numbering.kind === kind) return kind === 'manual' ? Number(name) : numbering.next++;
  const [from, to] =
    kind === 'manual'
      ? ['automatic field numbering', 'manual field specification']
      : ['manual field specification', 'automatic field numbering'];
  throw valueError(`cannot switch from ${from} to ${to}`);
}

/** What `str.format` raises when a field has no argument. */
export function missingArgument(name: string | number): Error {
  if (typeof name === 'string') return new PythonError('KeyError', toRepr(name));
  return indexError(`Replacement index ${name} out of range for positional args tuple`);
}
