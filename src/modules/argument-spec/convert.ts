import { findPythonLiteral } from '../../values/python-literal.js';
import { toBytes, toFloat, Misfit } from '../../module-kit/coerce-scalar.js';
import { toDict } from '../../module-kit/coerce.js';
import { typeName } from '../../values/type-name.js';
import { toJson } from '../../values/json.js';
import { toRepr, toText } from '../../values/repr.js';
import { Float, isDict, isList, type Value } from '../../values/value.js';

/** A value that cannot be what an argument's `type` says; the message is the end of Ansible's sentence. */
export class Unconvertible extends Error {
  override readonly name = 'Unconvertible';
}

/** A value as the type that an argument specification names. Throws {@link Unconvertible}. */
export function convert(value: Value, type: string): Value {
  const conversion = conversions[type];
  if (!conversion) throw new Unconvertible("'NoneType' object is not callable");
  return conversion(value);
}

const conversions: Readonly<Record<string, (value: Value) => Value>> = {
  str: text,
  path: text,
  raw: (value) => value,
  int: integer,
  float: (value) =>
    isNumeric(value) ? new Float(attempt(() => toFloat(value), value, 'a float')) : refuse(value, 'a float'),
  bool: boolean,
  list,
  dict,
  json: jsonText,
  jsonarg: jsonText,
  bytes: (value) => attempt(() => toBytes(value), value, 'a Byte value'),
  bits: (value) => attempt(() => toBytes(value) * 8, value, 'a Bit value'),
};

function text(value: Value): Value {
  return value === null ? '' : toText(value);
}

function integer(value: Value): Value {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return Number(value);
  const text = value instanceof Float ? String(value.value) : typeof value === 'string' ? value.trim() : '';
  if (/^[-+]?\d[\d_]*(?:\.0*)?(?:[eE][-+]?\d+)?$/.test(text) && Number.isInteger(Number(text.replaceAll('_', ''))))
    return Number(text.replaceAll('_', ''));
  throw new Unconvertible(`"${toRepr(value)}" cannot be converted to an int`);
}

const booleanWords: ReadonlyMap<string, boolean> = new Map([
  ...['y', 'yes', 'on', '1', 'true', 't'].map((word) => [word, true] as const),
  ...['n', 'no', 'off', '0', 'false', 'f'].map((word) => [word, false] as const),
]);

function boolean(value: Value): Value {
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string' && !isNumeric(value)) return refuse(value, 'a bool');
  const known = booleanWords.get(value instanceof Float ? String(value.value) : String(value).toLowerCase().trim());
  if (known !== undefined) return known;
  const words = [...booleanWords.keys()].map((word) => `'${word}'`).join(', ');
  throw new Unconvertible(
    `The value '${toText(value)}' is not a valid boolean. Valid booleans include: 0, 1, ${words}`,
  );
}

function list(value: Value): Value {
  if (isList(value)) return value;
  if (typeof value === 'string') return value.split(',');
  return isNumeric(value) || typeof value === 'boolean' ? [toText(value)] : refuse(value, 'a list');
}

function dict(value: Value): Value {
  if (isDict(value)) return value;
  if (typeof value !== 'string') return refuse(value, 'a dict');
  if (value.startsWith('{')) return dictFromText(value);
  if (value.includes('=')) return toDict(value);
  throw new Unconvertible('dictionary requested, could not parse JSON or key=value');
}

/** JSON, or a dict as Python writes it. */
function dictFromText(text: string): Value {
  try {
    return toDict(text);
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    const literal = findPythonLiteral(text)?.value;
    if (literal !== undefined && isDict(literal)) return literal;
    throw new Unconvertible('unable to evaluate string as dictionary', { cause: thrown });
  }
}

function jsonText(value: Value): Value {
  if (typeof value === 'string') return value.trim();
  return isList(value) || isDict(value) ? JSON.stringify(toJson(value)) : refuse(value, 'a json string');
}

function isNumeric(value: Value): boolean {
  return typeof value === 'number' || typeof value === 'bigint' || value instanceof Float || typeof value === 'string';
}

function attempt(convertTo: () => number, value: Value, what: string): number {
  try {
    return convertTo();
  } catch (thrown) {
    if (!(thrown instanceof Misfit)) throw thrown;
    return refuse(value, what);
  }
}

function refuse(value: Value, what: string): never {
  throw new Unconvertible(`<class '${className(value)}'> cannot be converted to ${what}`);
}

/** Content may test for these texts, so Python's classes are named as Ansible's values have them. */
function className(value: Value): string {
  const name = typeName(value);
  if (name === 'NoneType' || name === 'bool') return name;
  return `ansible.module_utils._internal._datatag._AnsibleTagged${name.charAt(0).toUpperCase()}${name.slice(1)}`;
}
