import { fail } from '../../module-kit/index.js';
import { resultValue } from '../../module-kit/result-value.js';
import { Float, isDict, isList, type Value } from '../../values/value.js';

/** A name as SQL writes it. */
export function identifier(name: string): string {
  return `\`${name.replaceAll('`', '``')}\``;
}

/** A text as SQL writes it. */
export function literal(text: string): string {
  if (text.includes('\0')) fail('SQL cannot hold a NUL character');
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** A user of the server. */
export function account(user: string, host: string): string {
  return `${literal(user)}@${literal(host)}`;
}

/** Puts values into a statement: `%s` one after the other, `%(name)s` by name; `%%` is a percent sign. */
export function bind(statement: string, parameters: readonly Value[] | ReadonlyMap<Value, Value> | undefined): string {
  if (parameters === undefined) return statement;
  const list = isList(parameters) ? [...parameters] : [];
  const named: ReadonlyMap<Value, Value> = isDict(parameters) ? parameters : new Map();
  return statement.replace(/%(?:(%)|s|\((.+?)\)s)/g, (whole, percent: string | undefined, name: string | undefined) => {
    if (percent !== undefined) return '%';
    const value = name === undefined ? list.shift() : named.get(name);
    return value === undefined ? fail(`there is no value for ${whole} in: ${statement}`) : valueSql(value);
  });
}

function valueSql(value: Value): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') return String(value);
  if (value instanceof Float) return String(value.value);
  if (isList(value)) return `(${value.map(valueSql).join(',')})`;
  return literal(String(resultValue(value)));
}
