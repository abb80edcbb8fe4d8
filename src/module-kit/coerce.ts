import { messageOf } from '../base/errors.js';
import { fromJson, toJson } from '../values/json.js';
import { Float, isDict, isList, type Dict, type Value } from '../values/value.js';
import type { Argument } from './arguments.js';
import { toText } from '../values/repr.js';
import {
  Misfit,
  describe,
  inconvertible,
  noWay,
  toBoolean,
  toBytes,
  toFloat,
  toInteger,
  toMode,
  toPath,
  type CoercionTarget,
} from './coerce-scalar.js';

/** Turns a dict into the values of an argument with known keys. */
export type CoerceOptions = (value: Dict, argument: Argument<unknown>) => unknown;

/** A value as the argument's type wants it, by Ansible's conversions. Throws {@link Misfit}. */
export function coerce(
  argument: Argument<unknown>,
  value: Value,
  target: CoercionTarget,
  coerceOptions: CoerceOptions,
): unknown {
  const { shape } = argument;
  switch (shape.type) {
    case 'list':
      return elements(shape.elements, toList(value), (member) => coerce(shape.elements, member, target, coerceOptions));
    case 'options':
      return coerceOptions(toDict(value), argument);
    case 'str':
      return chosen(argument, value);
    case 'path':
      return toPath(value, target);
    case 'int':
      return toInteger(value);
    case 'float':
      return toFloat(value);
    case 'bool':
      return toBoolean(value);
    case 'mode':
      return toMode(value);
    case 'bytes':
      return toBytes(value);
    case 'bits':
      return toBytes(value) * 8;
    case 'json':
      return isList(value) || isDict(value) ? JSON.stringify(toJson(value)) : toText(value);
    case 'dict':
      return toDict(value);
    case 'raw':
      return value;
    default:
      return shape satisfies never;
  }
}

/** Members of a list; Ansible's words for a wrong one tell the list's name. */
function elements(
  element: Argument<unknown>,
  members: readonly Value[],
  convert: (member: Value) => unknown,
): unknown[] {
  try {
    return members.map(convert);
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    const { choices } = element;
    const about = (name: string): string => {
      if (choices === undefined) return thrown.about(name).replace(/^argument /, 'Elements value for option ');
      const wrong = members.map(toText).filter((text) => !choices.includes(text));
      return `value of ${name} must be one or more of: ${choices.join(', ')}. Got no match for: ${wrong.join(', ')}`;
    };
    throw new Misfit(thrown.message, about);
  }
}

/** Text, and one of the choices when there are any. `yes` and `no` survive YAML's booleans. */
function chosen({ choices }: Argument<unknown>, value: Value): string {
  const text = toText(value);
  if (choices === undefined || choices.includes(text)) return text;
  const words = text === 'True' ? ['yes', 'true', 'on'] : text === 'False' ? ['no', 'false', 'off'] : [];
  const word = words.find((candidate) => choices.includes(candidate));
  if (word !== undefined) return word;
  throw new Misfit(
    `must be one of ${choices.join(', ')}, not ${describe(value)}`,
    (name) => `value of ${name} must be one of: ${choices.join(', ')}, got: ${text}`,
  );
}

/** A list as it is; text split at commas; one number as a list of one. */
export function toList(value: Value): readonly Value[] {
  if (isList(value)) return value;
  if (typeof value === 'string') return value.split(',');
  if (typeof value === 'number' || typeof value === 'boolean' || value instanceof Float) return [toText(value)];
  throw inconvertible(value, 'list', {
    message: `must be a list, not ${describe(value)}`,
    reason: noWay(value, 'list'),
  });
}

/** A dict as it is, from JSON text, or from `key=value` words. */
export function toDict(value: Value): Dict {
  if (isDict(value)) return value;
  if (typeof value === 'string' && value.trimStart().startsWith('{')) return dictFromJson(value);
  if (typeof value === 'string' && value.includes('=')) return dictFromPairs(value);
  throw noMapping(
    value,
    `not ${describe(value)}`,
    typeof value === 'string' ? 'dictionary requested, could not parse JSON or key=value' : noWay(value, 'dict'),
  );
}

function noMapping(value: Value, why: string, reason: string): Misfit {
  return inconvertible(value, 'dict', { message: `must be a mapping, ${why}`, reason });
}

function dictFromJson(text: string): Dict {
  const reason = 'unable to evaluate string as dictionary';
  try {
    const value = fromJson(JSON.parse(text));
    if (isDict(value)) return value;
  } catch (thrown) {
    throw noMapping(text, messageOf(thrown), reason);
  }
  throw noMapping(text, `not ${describe(text)}`, reason);
}

const pairWord = /(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\\.|[^,\s])+/g;

function dictFromPairs(text: string): Dict {
  const dict: Dict = new Map();
  for (const [word] of text.matchAll(pairWord)) {
    const at = word.indexOf('=');
    if (at < 0)
      throw noMapping(
        text,
        `but ${JSON.stringify(word)} is no key=value`,
        'dictionary requested, could not parse JSON or key=value',
      );
    dict.set(word.slice(0, at), unquote(word.slice(at + 1)));
  }
  return dict;
}

function unquote(text: string): string {
  return text.replace(
    /"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|\\(.)/g,
    (_whole, double?: string, single?: string, escaped?: string) =>
      (double ?? single)?.replace(/\\(.)/g, '$1') ?? escaped ?? '',
  );
}
