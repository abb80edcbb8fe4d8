import { ProvisionError } from '../base/errors.js';
import { positionOfKey } from '../values/origin.js';
import { isTrusted, setTrusted } from '../values/trust.js';
import type { Value } from '../values/value.js';
import { badVariableName, isVariableName, variableNameRule } from '../values/variable-name.js';

/** The members of a dict by their names, which must be names of variables. */
export function namedVariables(dict: ReadonlyMap<Value, Value>): Map<string, Value> {
  const named = new Map<string, Value>();
  for (const [name, value] of dict) {
    if (!isVariableName(name))
      throw new ProvisionError('E0303', badVariableName(name), {
        at: positionOfKey(new Map(dict), name),
        hint: variableNameRule,
      });
    named.set(name, value);
    setTrusted(named, name, isTrusted(dict, name, value));
  }
  return named;
}
