import {
  arg,
  ask,
  defineModule,
  fail,
  wait,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { connectionArguments, databaseArgument, type Login } from './postgresql/arguments.js';
import { execute, query, rowsOf, type Row } from './postgresql/psql.js';
import { checkTrust, literal } from './postgresql/sql.js';

const args = {
  ...connectionArguments,
  ...databaseArgument,
  name: arg.string({ required: true, doc: 'The setting.' }),
  value: arg.string({ doc: 'Its value; default removes it from the file that ALTER SYSTEM writes.' }),
  reset: arg.boolean({ default: false, doc: 'Give it the value that the server starts with.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const postgresqlSet = defineModule({
  name: 'community.postgresql.postgresql_set',
  summary: 'Change a setting of a PostgreSQL server.',
  args,
  rules: { mutuallyExclusive: [['value', 'reset']] },
  examples: ['community.postgresql.postgresql_set: { name: work_mem, value: 8MB }'],
  *run(given): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, given.name, given.value, given.session_role);
    if (given.value === undefined && !given.reset)
      fail(`${given.name}: at least one of value or reset param must be specified`);
    const before = yield* look(login, given.name);
    if (before['context'] === 'internal')
      fail(
        `${given.name}: cannot be changed (internal context). See https://www.postgresql.org/docs/current/runtime-config-preset.html`,
      );
    const pretty = String(before['pretty']);
    const told = { name: given.name, context: String(before['context']), prev_val_pretty: pretty };
    const isDifferent = given.reset ? before['setting'] !== before['boot_val'] : isOther(before, given.value ?? '');
    if (!isDifferent)
      return {
        ...told,
        changed: false,
        ...valueOf(before),
        value_pretty: pretty,
        restart_required: false,
        queries: [],
      };
    const sql = statement(given);
    const outcome = yield* execute(login, {
      what: given.name,
      before: pretty,
      after: given.value ?? 'reset',
      sql: [sql, 'SELECT pg_reload_conf()'],
      isAlone: true,
    });
    const needsRestart = before['context'] === 'postmaster';
    const warnings = needsRestart ? [`Restart of PostgreSQL is required for setting ${given.name}`] : undefined;
    const further = { changed: true, restart_required: needsRestart, warnings };
    if (!outcome || needsRestart)
      return {
        ...told,
        ...further,
        ...(needsRestart ? {} : valueOf(before)),
        value_pretty: given.value ?? String(before['boot_val']),
        queries: outcome ? [sql] : [],
      };
    const after = yield* settle(login, given.name, pretty);
    return { ...told, ...further, ...valueOf(after), value_pretty: String(after['pretty']), queries: [sql] };
  },
});

/** The server takes a moment to read its files again. */
function* settle(login: Login, name: string, before: string): Conversation<Row> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const now = yield* look(login, name);
    if (now['pretty'] !== before) return now;
    yield* wait(50);
  }
  return yield* look(login, name);
}

function* look(login: Login, name: string): Conversation<Row> {
  const { found } = yield* ask({
    found: query(
      login,
      `SELECT s.*, current_setting(${literal(name)}) AS pretty FROM pg_settings s WHERE lower(s.name) = lower(${literal(name)})`,
    ),
  });
  if ('problem' in found && !found.isOffline) fail(`Unable to get ${name} value due to : ${found.problem}`);
  return (
    rowsOf(found)[0] ?? fail(`Unable to get ${name} value due to : unrecognized configuration parameter "${name}"\n`)
  );
}

function statement({ name, value, reset }: Args): string {
  if (!/^[A-Za-z_][\w.]*$/.test(name)) fail(`"${name}" is no name of a setting`);
  if (reset) return `ALTER SYSTEM RESET ${name}`;
  if (value?.toLowerCase() === 'default') return `ALTER SYSTEM SET ${name} = DEFAULT`;
  return `ALTER SYSTEM SET ${name} = ${lists.has(name) ? (value ?? '') : literal(value ?? '')}`;
}

/** Settings that are lists: each word is a value of its own. */
const lists: ReadonlySet<string> = new Set([
  'local_preload_libraries',
  'search_path',
  'session_preload_libraries',
  'shared_preload_libraries',
  'temp_tablespaces',
  'unix_socket_directories',
]);

const units: Readonly<Record<string, number>> = { B: 1, kB: 1024, MB: 1024 ** 2, GB: 1024 ** 3, TB: 1024 ** 4 };

/** A size in bytes: `8MB`, `-1`; settings without a unit of memory have none. */
function bytesOf(text: string): number | undefined {
  const [, digits, unit] = /^(-?\d+)\s*(B|kB|MB|GB|TB)$/i.exec(text.trim()) ?? [];
  const factor = Object.entries(units).find(([name]) => name.toLowerCase() === unit?.toLowerCase())?.[1];
  return digits === undefined || factor === undefined ? undefined : Number(digits) * factor;
}

function isOther(now: Row, wanted: string): boolean {
  if (wanted.toLowerCase() === 'default') return true;
  const pretty = String(now['pretty']);
  const [left, right] = [bytesOf(pretty), bytesOf(wanted)];
  if (left !== undefined && right !== undefined) return left !== right;
  return pretty !== wanted && !(now['vartype'] === 'bool' && switchOf(pretty) === switchOf(wanted));
}

function switchOf(text: string): boolean {
  return ['on', 'true', 'yes', '1'].includes(text.toLowerCase());
}

function valueOf(now: Row): Readonly<Record<string, Json>> {
  const bytes = bytesOf(String(now['pretty']));
  if (bytes !== undefined && /B$/.test(String(now['unit'] ?? ''))) return { value: { value: bytes, unit: 'b' } };
  return { value: { value: now['setting'] ?? null, unit: now['unit'] ?? null } };
}
