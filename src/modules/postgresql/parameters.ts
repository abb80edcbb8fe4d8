import { fail } from '../../module-kit/index.js';
import { resultValue } from '../../module-kit/result-value.js';
import { Float, isDict, isList, type Value } from '../../values/value.js';
import { literal } from './sql.js';

export type Parameters = readonly Value[] | ReadonlyMap<Value, Value> | undefined;

/** Puts values into a statement: `%s` one after the other, `%(name)s` by name; `%%` is a percent sign. */
export function bind(statement: string, parameters: Parameters): string {
  if (parameters === undefined) return statement;
  let next = 0;
  return statement.replace(/%(?:(%)|s|\((.+?)\)s)/g, (whole, percent: string | undefined, name: string | undefined) => {
    if (percent !== undefined) return '%';
    if (name === undefined) {
      const value = isList(parameters) ? parameters[next++] : undefined;
      return value === undefined ? fail(`there is no value for ${whole} in: ${statement}`) : valueSql(value);
    }
    const value = isDict(parameters) ? parameters.get(name) : undefined;
    return value === undefined ? fail(`there is no value for ${whole} in: ${statement}`) : valueSql(value);
  });
}

/** A value of content as SQL writes it. */
export function valueSql(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') return value < 0 ? ` ${String(value)}` : String(value);
  if (value instanceof Float) return String(value.value);
  if (isList(value)) return value.length === 0 ? "'{}'" : `ARRAY[${value.map(valueSql).join(', ')}]`;
  if (isDict(value)) return literal(JSON.stringify(resultValue(value)));
  return literal(String(resultValue(value)));
}
