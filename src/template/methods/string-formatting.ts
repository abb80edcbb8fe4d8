import { findKey } from '../../values/keys.js';
import { PythonError, indexError, typeError } from '../../values/python-error.js';
import { toRepr } from '../../values/repr.js';
import { itemAt } from '../../values/sequence.js';
import { formatFields, missingArgument, type FieldSource } from '../../values/string-format.js';
import { typeName } from '../../values/type-name.js';
import { isInt } from '../../values/numbers.js';
import { Float, Timestamp, isDict, isList, type Value } from '../../values/value.js';
import { Undefined, asElement, isTemplateObject, type RuntimeValue } from '../runtime.js';
import { findNumberMember } from './numbers.js';
import { findTimestampMember } from './times.js';
import { method, type MethodCall, type Methods } from './method.js';

/** `str.format` and `str.format_map`. */
export const formatMethods: Methods<string> = {
  format: {
    least: 0,
    most: Number.POSITIVE_INFINITY,
    run: (call) => formatFields(call.self, fieldsOf(call)),
  },
  format_map: method(1, 1, (text, mapping = null) => {
    if (!isDict(mapping)) throw typeError('format_map() argument must be a mapping');
    return formatFields(text, fieldsOf({ self: text, args: [], named: mapping }));
  }),
};

function fieldsOf({
  args,
  named,
}: { readonly args: readonly Value[]; readonly named: ReadonlyMap<Value, Value> } & Pick<
  MethodCall<string>,
  'self'
>): FieldSource {
  return {
    argument(name) {
      const found = typeof name === 'number' ? args[name] : named.get(name);
      if (found === undefined && (typeof name === 'number' || findKey(named, name) === undefined))
        throw missingArgument(name);
      return defined(found ?? null);
    },
    attribute: (value, name) => defined(attributeOf(value, name)),
    item: (value, key) => itemOf(value, key),
  };
}

/** In format fields a dot reads attributes only, a bracket items only; of plain data, numbers and times have some. */
function attributeOf(value: unknown, name: string): RuntimeValue {
  const found = findMember(value, name);
  if (found !== undefined) return found;
  throw new PythonError('AttributeError', `'${typeName(value)}' object has no attribute '${name}'`);
}

function findMember(value: unknown, name: string): RuntimeValue | undefined {
  if (isTemplateObject(value)) return value.getAttribute(name);
  if (value instanceof Timestamp) return findTimestampMember(value, name);
  return value instanceof Float || isInt(value) ? findNumberMember(value, name) : undefined;
}

function itemOf(value: unknown, key: string | number): Value {
  if (isDict(value)) {
    const found = findKey(value, key);
    if (found === undefined) throw new PythonError('KeyError', toRepr(key));
    return value.get(found.key) ?? null;
  }
  if (typeof key === 'string') throw typeError(`${typeName(value)} indices must be integers or slices, not str`);
  const item = isList(value) || typeof value === 'string' ? itemAt(value, key) : undefined;
  if (item === undefined) throw indexError(`${typeName(value)} index out of range`);
  return item;
}

function defined(value: RuntimeValue): Value {
  return value instanceof Undefined ? value.raise() : asElement(value);
}
