import { ask, change, fail, type Conversation } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { joinScripts, rawShell, sh, type Script } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import type { Json } from '../../values/json.js';
import type { Login } from './arguments.js';
import { identifier, literal } from './sql.js';

/** A row of a query, by the names of its columns. */
export type Row = Readonly<Record<string, Json>>;

/** Feeds SQL to psql. Everything about the connection is environment: nothing of it is seen in a list of processes. */
export function psql(login: Login, sql: string, options: readonly string[] = ['-q']): Script {
  const role = login.session_role === undefined ? '' : `SET ROLE ${identifier(login.session_role)};\n`;
  return sh`printf '%s\\n' ${role + sql} | ${session(login)} psql -X -A -t -w ${options} -v ON_ERROR_STOP=1 ${parameters(login)} -f -`;
}

/** The variables of the environment that libpq reads the connection from. */
export function session(login: Login): Script {
  const socket = login.login_unix_socket !== '' && ['', 'localhost'].includes(login.login_host);
  const password = login.connect_params.get('password');
  const variables: readonly (readonly [string, string | undefined])[] = [
    ['PGHOST', socket ? login.login_unix_socket : login.login_host],
    ['PGPORT', String(login.login_port)],
    ['PGUSER', login.login_user],
    ['PGDATABASE', login.database],
    ['PGPASSWORD', password === undefined ? login.login_password : String(password)],
    ['PGSSLMODE', login.ssl_mode],
    ['PGSSLROOTCERT', login.ca_cert],
    ['PGSSLCERT', login.ssl_cert],
    ['PGSSLKEY', login.ssl_key],
  ];
  const given = variables.filter(([, value]) => value !== undefined && value !== '');
  return joinScripts(
    given.map(([name, value]) => sh`${rawShell(name)}=${value ?? ''}`),
    ' ',
  );
}

function parameters({ connect_params }: Login): readonly string[] {
  const words = [...connect_params]
    .filter(([name]) => name !== 'password')
    .map(([name, value]) => `${String(name)}='${String(value).replace(/[\\']/g, '\\$&')}'`);
  return words.length === 0 ? [] : ['-d', words.join(' ')];
}

/** What a query found, or the server's words about why it did not. */
export type Found = { readonly rows: readonly Row[] } | { readonly problem: string; readonly isOffline: boolean };

/** Asks a query that changes nothing. */
export function query(login: Login, select: string): Question<Found> {
  const sql = `SELECT coalesce(json_agg(answer), '[]') FROM (${select}) answer;`;
  return probe(psql(login, sql), (outcome) => {
    if (outcome.status !== 0) return { problem: problemOf(outcome), isOffline: outcome.status === 2 };
    return { rows: JSON.parse(outcome.stdout.toString()) as readonly Row[] };
  });
}

/** The rows of queries by their names, in one trip; the first that fails ends the task. */
export function* select<const Name extends string>(
  login: Login,
  queries: Readonly<Record<Name, string>>,
): Conversation<Readonly<Record<Name, readonly Row[]>>> {
  const names = Object.keys(queries) as Name[];
  const parts = names.map((name) => `${literal(name)}, (SELECT coalesce(json_agg(a), '[]') FROM (${queries[name]}) a)`);
  const { found } = yield* ask({ found: query(login, `SELECT json_build_object(${parts.join(', ')}) AS all_of_them`) });
  // The query has built an object with just these names.
  return rowsOf(found)[0]?.['all_of_them'] as unknown as Readonly<Record<Name, readonly Row[]>>;
}

/** The rows, unless the query failed. */
export function rowsOf(found: Found): readonly Row[] {
  if ('rows' in found) return found.rows;
  return fail(found.isOffline ? `unable to connect to database: ${found.problem}` : found.problem);
}

export interface Execution {
  readonly what: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  /** One transaction, unless the statement refuses to be in one. */
  readonly sql: readonly string[];
  readonly isAlone?: boolean;
  /** What a failure's message begins with. */
  readonly failure?: string;
}

/** Runs statements; the outcome is `undefined` in check mode. */
export function* execute(login: Login, execution: Execution): Conversation<Outcome | undefined> {
  const { what, before, after, sql, isAlone = false, failure = '' } = execution;
  const statements = `${sql.map((statement) => statement.replace(/;?\s*$/, '\n;')).join('\n')}`;
  const text = isAlone ? statements : `BEGIN;\n${statements}\nCOMMIT;`;
  const outcome = yield* change({ what, before, after, run: psql(login, text), mayFail: true });
  if (outcome && outcome.status !== 0) fail(`${failure}${problemOf(outcome)}`, { changed: false });
  return outcome;
}

/** The server's or libpq's words, as drivers give them: without the program's name and the severity. */
export function problemOf({ status, stderr }: Outcome): string {
  const text = stderr.toString();
  if (status === 127)
    return 'the target has no psql: install the client of PostgreSQL (postgresql-client, or postgresql)';
  const lines = text.split('\n');
  const first = lines.findIndex((line) => /^psql: |^(?:psql:[^:]*:\d+: )?(?:ERROR|FATAL|PANIC):/.test(line));
  const told = lines.slice(Math.max(first, 0)).join('\n');
  return told
    .replace(/^psql: (?:error: )?/, '')
    .replace(/^(?:psql:[^:]*:\d+: )?ERROR: {2}/, '')
    .trimEnd()
    .concat('\n');
}
