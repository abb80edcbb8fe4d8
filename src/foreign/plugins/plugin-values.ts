import { parseJson } from '../../source/parse-json.js';
import { findTimestamp } from '../../source/timestamp.js';
import { Broken, Undefined, asElement, asRuntime } from '../../template/runtime.js';
import { isInt } from '../../values/numbers.js';
import { typeError } from '../../values/python-error.js';
import { timestampText } from '../../values/timestamp-text.js';
import { toText } from '../../values/repr.js';
import { typeName } from '../../values/type-name.js';
import { Float, TemplateText, Timestamp, Tuple, UnsafeText, isDict, isList, type Value } from '../../values/value.js';

const tag = '__provision';

/** A value as the JSON that the Python program reads; what JSON does not have is tagged. Undefined values raise there when they are used. */
export function encodeValue(value: Value): string {
  const given = asRuntime(value);
  if (given instanceof Broken) return given.raise();
  if (given instanceof Undefined) return tagged('undefined', JSON.stringify(given.problem));
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'string') return JSON.stringify(value);
  if (isInt(value)) return String(value);
  if (value instanceof Float) return floatText(value.value);
  if (value instanceof UnsafeText) return JSON.stringify(value.text);
  if (value instanceof TemplateText) return JSON.stringify(value.source);
  if (value instanceof Uint8Array) return tagged('bytes', JSON.stringify(Buffer.from(value).toString('base64')));
  if (value instanceof Timestamp) return tagged(value.isDate ? 'date' : 'datetime', JSON.stringify(isoText(value)));
  if (isList(value)) return encodeList(value);
  if (isDict(value)) return tagged('dict', `[${[...value].map(encodePair).join(',')}]`);
  throw typeError(`a value of type '${typeName(value)}' cannot be passed to Python`);
}

function encodePair([key, member]: [Value, Value]): string {
  return `[${encodeValue(key)},${encodeValue(member)}]`;
}

function encodeList(list: readonly Value[]): string {
  const members = `[${list.map(encodeValue).join(',')}]`;
  return list instanceof Tuple ? tagged('tuple', members) : members;
}

function tagged(kind: string, json: string): string {
  return `{"${tag}":"${kind}","value":${json}}`;
}

/** A float as Python's JSON reads it: with a fraction, so that it stays one. */
function floatText(value: number): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

function isoText(value: Timestamp): string {
  return timestampText(value).replace(' ', 'T');
}

/** A reply of the Python program: its members, with the values in them decoded. */
export function readReply(line: string): ReadonlyMap<string, Value> {
  const reply = parseJson(line, 'a plug-in', { trusted: false });
  if (!isDict(reply)) throw typeError(`a plug-in's reply is no object but '${typeName(reply)}'`);
  return new Map([...reply].map(([name, member]) => [toText(name), decode(member)]));
}

function decode(value: Value): Value {
  if (isList(value)) return value.map(decode);
  if (!isDict(value)) return value;
  const inner = value.get('value') ?? null;
  const kind = value.get(tag);
  if (kind === 'dict' && isList(inner)) return new Map(inner.map(decodePair));
  if (kind === 'tuple' && isList(inner)) return Tuple.from(inner.map(decode));
  if (kind === 'undefined') return asElement(new Undefined(toText(inner)));
  if (kind === 'bytes') return new Uint8Array(Buffer.from(toText(inner), 'base64'));
  const time = findTimestamp(toText(inner));
  if (time === undefined) throw typeError(`a plug-in returned what cannot be read: ${toText(inner)}`);
  return time;
}

function decodePair(pair: Value): [Value, Value] {
  const [key = null, member = null] = isList(pair) ? pair : [];
  return [decode(key), decode(member)];
}
