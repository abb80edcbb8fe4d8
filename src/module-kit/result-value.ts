import type { Json } from '../values/json.js';
import { isTrusted, rememberTrusted } from '../values/trust.js';
import { timestampText } from '../values/timestamp-text.js';
import {
  Float,
  LongInt,
  TemplateText,
  Timestamp,
  UnsafeText,
  VaultText,
  isDict,
  isList,
  type Value,
} from '../values/value.js';

/** A value as part of a result: dicts become objects, floats stay floats, unrendered text is shown as written. */
export function resultValue(value: Value): Json {
  if (value instanceof Float) return value;
  if (typeof value === 'bigint') return new LongInt(value);
  if (value instanceof TemplateText) return value.source;
  if (value instanceof VaultText) return value.armoured;
  if (value instanceof UnsafeText) return value.text;
  if (value instanceof Timestamp) return timestampText(value).replace(' ', 'T');
  if (value instanceof Uint8Array) return Buffer.from(value).toString('utf8');
  if (isList(value)) return value.map(resultValue);
  if (isDict(value)) return resultObject(value);
  return value;
}

/** A dict as an object of a result. */
export function resultObject(dict: ReadonlyMap<Value, Value>): Readonly<Record<string, Json>> {
  const entries = [...dict].map(
    ([key, member]) => [key instanceof Float ? String(key.value) : String(key), resultValue(member)] as const,
  );
  const result = Object.fromEntries(entries);
  rememberTrusted(
    result,
    [...dict].filter(([key, member]) => typeof member === 'string' && isTrusted(dict, key, member)).map(([key]) => key),
  );
  return result;
}
