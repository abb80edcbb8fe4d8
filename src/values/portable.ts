import type { Position } from '../base/position.js';
import { isTrusted, rememberTrusted } from './trust.js';
import {
  Float,
  TemplateText,
  TimeOfDay,
  Timestamp,
  Tuple,
  UnsafeText,
  VaultText,
  isDict,
  isList,
  type Dict,
  type Value,
} from './value.js';

/** A value as JSON that it can be read back from, with all of Python's distinctions. */
export type Portable =
  null | boolean | number | string | readonly Portable[] | { readonly [key: string]: Portable | undefined };

/** What stands for a value that JSON does not have: `{ "$": KIND, ... }`. */
const kindKey = '$';

/** Writes a value so that {@link fromPortable} gives the same one. */
export function toPortable(value: Value): Portable {
  if (typeof value === 'bigint') return tagged('int', { text: String(value) });
  if (value instanceof Float) return tagged('float', { text: String(value.value) });
  if (value instanceof Timestamp) return timePortable(value);
  if (value instanceof Uint8Array) return tagged('bytes', { text: Buffer.from(value).toString('base64') });
  if (value instanceof TemplateText) return tagged('template', { text: value.source, at: place(value.at) });
  if (value instanceof VaultText) return tagged('vault', { text: value.armoured, at: place(value.at) });
  if (value instanceof UnsafeText) return tagged('unsafe', { text: value.text, at: place(value.at) });
  if (value instanceof Tuple) return tagged('tuple', { items: value.map(toPortable) });
  if (isList(value)) return value.map(toPortable);
  return isDict(value) ? dictPortable(value) : value;
}

/** Reads a value that {@link toPortable} wrote. */
export function fromPortable(data: Portable): Value {
  if (Array.isArray(data)) return data.map((item: Portable) => fromPortable(item));
  if (typeof data !== 'object' || data === null) return data as Value;
  const members = data as { readonly [key: string]: Portable | undefined };
  if (!(kindKey in members)) {
    return new Map(Object.entries(members).map(([key, member]) => [key, fromPortable(member ?? null)] as const));
  }
  return special(members as unknown as Tagged);
}

/** Variables by name, which know which of them are text as it was written in content. */
export function variablesToPortable(variables: ReadonlyMap<string, Value>): Portable {
  return [...variables].map(([name, value]) => [name, toPortable(value), isTrusted(variables, name, value)]);
}

/** Reads variables that {@link variablesToPortable} wrote. */
export function variablesFromPortable(data: Portable): ReadonlyMap<string, Value> {
  const entries = data as readonly (readonly [string, Portable, boolean])[];
  const variables = new Map(entries.map(([name, value]) => [name, fromPortable(value)] as const));
  const trusted = entries.filter(([, , isWritten]) => isWritten).map(([name]) => name);
  rememberTrusted(variables, trusted);
  return variables;
}

interface Tagged {
  readonly [kindKey]: string;
  readonly text: string;
  readonly at?: Position;
  readonly items?: readonly Portable[];
  readonly time?: readonly [milliseconds: number, isDate: boolean, offset: number | null, microseconds: number];
}

function tagged(kind: string, members: { readonly [key: string]: Portable | undefined }): Portable {
  return { [kindKey]: kind, ...members };
}

function place(at: Position | undefined): Portable | undefined {
  return at && { file: at.file, line: at.line, column: at.column };
}

function timePortable(value: Timestamp): Portable {
  const { epochMilliseconds, isDate, offsetMinutes, microseconds } = value;
  const kind = value instanceof TimeOfDay ? 'clock' : 'time';
  return tagged(kind, { time: [epochMilliseconds, isDate, offsetMinutes ?? null, microseconds] });
}

/** Keys that are no text, or that would be taken for a kind, make a list of pairs. */
function dictPortable(dict: Dict): Portable {
  const isPlain = [...dict.keys()].every((key) => typeof key === 'string' && key !== kindKey && key !== '__proto__');
  if (isPlain) return Object.fromEntries([...dict].map(([key, member]) => [String(key), toPortable(member)]));
  return tagged('dict', { items: [...dict].map(([key, member]) => [toPortable(key), toPortable(member)]) });
}

function special({ [kindKey]: kind, text, at, items = [], time = [0, false, null, 0] }: Tagged): Value {
  const [milliseconds, isDate, offset, microseconds] = time;
  switch (kind) {
    case 'int':
      return BigInt(text);
    case 'float':
      return new Float(Number(text));
    case 'bytes':
      return new Uint8Array(Buffer.from(text, 'base64'));
    case 'template':
      return new TemplateText(text, at);
    case 'vault':
      return new VaultText(text, at);
    case 'unsafe':
      return new UnsafeText(text, at);
    case 'tuple':
      return Tuple.from(items.map(fromPortable)) as Tuple;
    case 'clock':
      return new TimeOfDay(milliseconds, microseconds);
    case 'time':
      return new Timestamp(milliseconds, isDate, offset ?? undefined, microseconds);
    default:
      return new Map(items.map((pair) => pairOf(pair)));
  }
}

function pairOf(pair: Portable): readonly [Value, Value] {
  const [key = null, value = null] = pair as readonly Portable[];
  return [fromPortable(key), fromPortable(value)];
}
