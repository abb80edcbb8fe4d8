import type { Action, Module } from '../module-kit/module.js';
import type { Dict, Value } from '../values/value.js';

const hidden = 'VALUE_SPECIFIED_IN_NO_LOG_PARAMETER';

/** How a module was called, as results show it from -vvv on: all its arguments, given or not. */
export function invocationOf({ args, anyArguments }: Module | Action, given: Dict): Dict {
  const known = Object.entries(args).map(([name, argument]): [Value, Value] => {
    const alias = [name, ...argument.aliases].find((spelling) => given.has(spelling));
    const value = alias === undefined ? (argument.default ?? null) : (given.get(alias) ?? null);
    return [name, argument.secret && value !== null ? hidden : value];
  });
  const others = anyArguments ? [...given].filter(([name]) => !(String(name) in args)) : [];
  return new Map<Value, Value>([['module_args', new Map([...known, ...others])]]);
}
