import { didYouMean } from '../base/suggest.js';
import { getMember } from '../values/keys.js';
import { isInt } from '../values/numbers.js';
import { toRepr } from '../values/repr.js';
import { RuntimeObject } from '../values/runtime-object.js';
import { itemAt } from '../values/sequence.js';
import { isTrue } from '../values/truth.js';
import { typeName } from '../values/type-name.js';
import { Tuple, isDict, isList, type Value } from '../values/value.js';
import type { Position } from '../base/position.js';
import { Absent } from './absent.js';
import { findMethod } from './methods/find-method.js';
import { Undefined, isTemplateObject, type RuntimeValue } from './runtime.js';
import { orElse } from './or-else.js';

/** `value.name`: an attribute or method, else the item of that name. */
export function getAttribute(value: RuntimeValue, name: string, at: () => Position | undefined): RuntimeValue {
  if (value instanceof Undefined) return value;
  if (value instanceof Absent) throw value.problem();
  return orElse(findAttribute(value, name, at), () => orElse(findItem(value, name), () => missing(value, name, at)));
}

/** `value[key]`: the item, else the attribute of that name. */
export function getItem(value: RuntimeValue, key: RuntimeValue, at: () => Position | undefined): RuntimeValue {
  if (value instanceof Undefined) return value;
  if (key instanceof Undefined) return key;
  if (value instanceof Absent) throw value.problem();
  const item = isRuntimeOnly(key) ? undefined : findItem(value, key);
  if (item !== undefined) return item;
  return orElse(typeof key === 'string' ? findAttribute(value, key, at) : undefined, () => missing(value, key, at));
}

function isRuntimeOnly(key: RuntimeValue): key is Exclude<RuntimeValue, Value> {
  return key instanceof RuntimeObject || isTemplateObject(key);
}

function findAttribute(value: RuntimeValue, name: string, at: () => Position | undefined): RuntimeValue | undefined {
  if (isTemplateObject(value)) {
    const attribute = value.getAttribute(name);
    if (attribute !== undefined) return attribute;
  }
  const method = findMethod(value, name);
  if (method !== undefined) return method;
  if (!/^__.+__$/.test(name) || (isDict(value) && value.has(name))) return undefined;
  return new Undefined(`access to attribute '${name}' of '${typeName(value)}' object is unsafe.`, at());
}

function findItem(value: RuntimeValue, key: Value): RuntimeValue | undefined {
  if (isDict(value)) return isHashable(key) ? getMember(value, key) : undefined;
  if (!isList(value) && typeof value !== 'string' && !(value instanceof Uint8Array)) return undefined;
  return isInt(key) ? itemAt(value, Number(key)) : undefined;
}

function isHashable(key: Value): boolean {
  return key instanceof Tuple || !(isList(key) || isDict(key));
}

function missing(value: RuntimeValue, key: RuntimeValue, at: () => Position | undefined): Undefined {
  return new Undefined(describeMissing(value, key), at(), undefined, () => nearMember(value, key));
}

/** The nearest key of a dict that has none of this name, else what there is. */
function nearMember(value: RuntimeValue, key: RuntimeValue): string | undefined {
  if (!isDict(value) || typeof key !== 'string') return undefined;
  const names = [...value.keys()].map(String);
  if (names.length === 0) return 'it is empty';
  const few = names.slice(0, mostNamed).join(', ');
  return (
    didYouMean(key, names) ?? `it has ${few}${names.length > mostNamed ? ` and ${names.length - mostNamed} more` : ''}`
  );
}

const mostNamed = 8;

/** Keys that count as nothing (0, none) are told as elements, all others as attributes, as Ansible does it. */
function describeMissing(value: RuntimeValue, key: RuntimeValue): string {
  if (typeof key === 'string') return `object of type '${typeName(value)}' has no attribute '${key}'`;
  if (isTrue(key)) return `object of type '${typeName(value)}' has no attribute ${toRepr(key)}`;
  return value === null
    ? `None has no element ${toRepr(key)}`
    : `${typeName(value)} object has no element ${toRepr(key)}`;
}
