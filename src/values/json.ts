import { timestampText } from './timestamp-text.js';
import { copyTrust } from './trust.js';
import {
  Float,
  LongInt,
  Timestamp,
  TemplateText,
  UnsafeText,
  VaultText,
  isDict,
  isList,
  type Dict,
  type Value,
} from './value.js';

/** Plain data: what modules return and events carry. A {@link Float} stands where Python would return a float. */
export type Json =
  | null
  | boolean
  | number
  | bigint
  | string
  | Float
  | LongInt
  | readonly Json[]
  | { readonly [key: string]: Json | undefined };

/** Plain data as a value: objects become dicts, fractions become floats, `undefined` members are left out. */
export function fromJson(json: unknown): Value {
  if (json === null || json === undefined) return null;
  if (typeof json === 'number') return Number.isInteger(json) ? json : new Float(json);
  if (typeof json === 'string' || typeof json === 'boolean' || typeof json === 'bigint') return json;
  if (json instanceof LongInt) return json.value;
  if (json instanceof Float || json instanceof Timestamp || json instanceof TemplateText) return json;
  if (json instanceof VaultText || json instanceof UnsafeText) return json;
  if (json instanceof Uint8Array) return json;
  if (isList(json)) return json.map(fromJson);
  if (isDict(json)) return json;
  const dict: Dict = new Map();
  for (const [key, member] of Object.entries(json)) if (member !== undefined) dict.set(key, fromJson(member));
  copyTrust(json, dict);
  return dict;
}

/** A rendered value as plain JSON data. Dict keys become strings; unrendered text stays as written. */
export function toJson(value: Value): unknown {
  if (value instanceof Float) return value.value;
  if (typeof value === 'bigint') return Number(value);
  if (value instanceof TemplateText) return value.source;
  if (value instanceof VaultText) return value.armoured;
  if (value instanceof UnsafeText) return value.text;
  if (value instanceof Timestamp) return timestampText(value).replace(' ', 'T');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (isList(value)) return value.map(toJson);
  if (isDict(value)) return Object.fromEntries([...value].map(([key, member]) => [keyText(key), toJson(member)]));
  return value;
}

function keyText(key: Value): string {
  if (key === null) return 'null';
  return key instanceof Float ? String(key.value) : String(key);
}
