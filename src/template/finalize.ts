import { Range } from '../values/range.js';
import { PythonError } from '../values/python-error.js';
import { RuntimeObject } from '../values/runtime-object.js';
import { typeName } from '../values/type-name.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { rememberTrusted, isTrusted } from '../values/trust.js';
import { omit } from './omit.js';
import { Undefined, asElement, isCallable, isTemplateObject, type RuntimeValue } from './runtime.js';

/**
 * A runtime value as plain data: tuples become lists, omitted members drop out, undefined values raise. What cannot be
 * stored in a variable (ranges, methods, loops) is refused.
 */
export function finalize(value: RuntimeValue): Value {
  return convert(value, refuse);
}

/** The same for printing, where ranges and objects have a text. */
export function finalizeForText(value: RuntimeValue): Value {
  return convert(value, asElement);
}

type Odd = (value: RuntimeValue) => Value;

function convert(value: RuntimeValue, odd: Odd): Value {
  if (typeof value !== 'object' || value === null) return value;
  if (isList(value)) return value instanceof Range ? odd(value) : convertList(value, odd);
  if (isDict(value)) return convertDict(value, odd);
  if (value instanceof Undefined) return value.raise();
  if (value instanceof RuntimeObject || isCallable(value) || isTemplateObject(value)) return odd(value);
  return value;
}

function convertList(list: readonly Value[], odd: Odd): Value[] {
  const items: Value[] = [];
  const trusted: number[] = [];
  for (const [index, item] of list.entries()) {
    if (isOmitted(item)) continue;
    if (typeof item === 'string' && isTrusted(list, index, item)) trusted.push(items.length);
    items.push(convert(item, odd));
  }
  if (trusted.length > 0) rememberTrusted(items, trusted);
  return items;
}

function convertDict(dict: Dict, odd: Odd): Dict {
  const members: Dict = new Map();
  const trusted: Value[] = [];
  for (const [key, member] of dict) {
    if (isOmitted(member)) continue;
    if (typeof member === 'string' && isTrusted(dict, key, member)) trusted.push(key);
    members.set(key, convert(member, odd));
  }
  if (trusted.length > 0) rememberTrusted(members, trusted);
  return members;
}

/** Whether a container's element is the omit value. */
export function isOmitted(value: unknown): boolean {
  return value === omit;
}

function refuse(value: RuntimeValue): never {
  if (value === omit) throw new PythonError('AnsibleValueOmittedError', 'A template was resolved to an Omit scalar.');
  throw new PythonError('AnsibleVariableTypeError', `Type '${typeName(value)}' is unsupported for variable storage.`);
}
