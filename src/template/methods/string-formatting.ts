import { findKey } from '../../values/keys.js';
import { typeError } from '../../values/python-error.js';
import { formatFields, missingArgument, type FieldSource } from '../../values/string-format.js';
import { isDict, type Value } from '../../values/value.js';
import { getAttribute, getItem } from '../access.js';
import { Undefined, asElement, asRuntime } from '../runtime.js';
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

function fieldsOf({ args, named }: { readonly args: readonly Value[]; readonly named: ReadonlyMap<Value, Value> } & Pick<MethodCall<string>, 'self'>): FieldSource {
  return {
    argument(name) {
      const found = typeof name === 'number' ? args[name] : named.get(name);
      if (found === undefined && (typeof name === 'number' || findKey(named, name) === undefined)) throw missingArgument(name);
      return defined(found ?? null);
    },
    attribute: (value, name) => defined(getAttribute(asRuntime(value as Value), name, nowhere)),
    item: (value, key) => defined(getItem(asRuntime(value as Value), key, nowhere)),
  };
}

function nowhere(): undefined {
  return undefined;
}

function defined(value: Parameters<typeof asElement>[0]): Value {
  return value instanceof Undefined ? value.raise() : asElement(value);
}
