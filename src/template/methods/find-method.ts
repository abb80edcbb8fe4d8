import { Timedelta } from '../../values/timedelta.js';
import { Tuple, Float, Timestamp, isDict, isList } from '../../values/value.js';
import { isInt } from '../../values/numbers.js';
import type { RuntimeValue } from '../runtime.js';
import { bytesMethods } from './bytes.js';
import { dictMethods } from './dicts.js';
import { listMethods, tupleMethods } from './lists.js';
import { bind, type Methods } from './method.js';
import { findNumberMember } from './numbers.js';
import { stringMethods } from './strings.js';
import { findTimedeltaMember, findTimestampMember } from './times.js';

/** A Python method or attribute of a value, bound to it; `undefined` when its type has none of that name. */
export function findMethod(value: RuntimeValue, name: string): RuntimeValue | undefined {
  if (typeof value === 'string') return from(stringMethods, value, name, 'str');
  if (isDict(value)) return from(dictMethods, value, name, 'dict');
  if (value instanceof Tuple) return from(tupleMethods, value, name, 'tuple');
  if (isList(value)) return from(listMethods, value, name, 'list');
  if (value instanceof Uint8Array) return from(bytesMethods, value, name, 'bytes');
  if (value instanceof Float || isInt(value)) return findNumberMember(value, name);
  if (value instanceof Timestamp) return findTimestampMember(value, name);
  return value instanceof Timedelta ? findTimedeltaMember(value, name) : undefined;
}

function from<Self>(methods: Methods<Self>, self: Self, name: string, type: string): RuntimeValue | undefined {
  const found = Object.hasOwn(methods, name) ? methods[name] : undefined;
  return found === undefined ? undefined : bind(self, name, found, type);
}
