import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { connectionArguments, type Login } from './mysql/arguments.js';
import { execute, look } from './mysql/client.js';
import { identifier, literal } from './mysql/sql.js';

export const mysqlVariables = defineModule({
  name: 'community.mysql.mysql_variables',
  aliases: ['community.general.mysql_variables'],
  summary: 'Read or set a global variable of a MySQL or MariaDB server.',
  args: {
    ...connectionArguments,
    variable: arg.string({ required: true, doc: 'The variable.' }),
    value: arg.string({ doc: 'Its value; without one it is read.' }),
    mode: arg.oneOf(
      'global',
      'persist',
      'persist_only',
    )({ default: 'global', doc: 'Whether it outlives the server; MySQL 8 can.' }),
  },
  examples: ['community.mysql.mysql_variables: { variable: max_connections, value: "200" }'],
  *run({ variable, value, mode, ...given }, target): Conversation<Result> {
    const login: Login = given;
    if (!/^[0-9A-Za-z_.]+$/.test(variable)) fail(`invalid variable name "${variable}"`);
    const queries = [`SHOW VARIABLES WHERE Variable_name = ${literal(variable)}`];
    if (mode !== 'global')
      queries.push(
        `SELECT VARIABLE_VALUE AS value FROM performance_schema.persisted_variables WHERE VARIABLE_NAME = ${literal(variable)}`,
      );
    const sets = yield* look(login, queries, target.home);
    const now = sets[0]?.rows[0]?.get('Value') ?? undefined;
    const kept = mode === 'global' ? undefined : (sets[1]?.rows[0]?.get('value') ?? undefined);
    if (now === undefined) return fail(`Variable not available "${variable}"`);
    if (value === undefined) return { msg: now };
    const isRunning = isSame(now, value);
    const isKept = mode === 'global' || (kept !== undefined && isSame(kept, value));
    if ((mode === 'persist_only' || isRunning) && isKept) return { msg: 'Variable is already set to requested value.' };
    const words = { global: 'GLOBAL', persist: 'PERSIST', persist_only: 'PERSIST_ONLY' };
    const assign = (written: string): string =>
      `SET ${words[mode]} ${variable.split('.').map(identifier).join('.')} = ${written}`;
    yield* execute(login, {
      what: variable,
      before: now,
      after: value,
      sql: [assign(isNumber(value) ? value : literal(value))],
    });
    const before = mode === 'global' ? now : (kept ?? now);
    return { changed: true, msg: `Variable change succeeded prev_value=${before}`, queries: [assign(value)] };
  },
});

function isNumber(text: string): boolean {
  return /^-?\d+(?:\.\d+)?$/.test(text);
}

/** The server tells switches as ON and OFF, and numbers in its own way. */
function isSame(now: string, wanted: string): boolean {
  if (isNumber(now) && isNumber(wanted)) return Number(now) === Number(wanted);
  return switchOf(now) === switchOf(wanted);
}

function switchOf(text: string): string {
  if (['ON', '1', 'TRUE', 'YES'].includes(text.toUpperCase())) return 'ON';
  return ['OFF', '0', 'FALSE', 'NO'].includes(text.toUpperCase()) ? 'OFF' : text;
}
