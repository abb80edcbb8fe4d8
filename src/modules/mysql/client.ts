import { ask, change, fail, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { joinScripts, sh, type Script } from '../../shell/script.js';
import type { Outcome } from '../../transport/connection.js';
import type { Login } from './arguments.js';

/** A row of a query, by the names of its columns; NULL is `null`. */
export type Row = ReadonlyMap<string, string | null>;

/** Ends a statement, in place of a semicolon, which procedures are full of. */
const end = '//provision//';

/** Chooses the client, and writes its options into a file that only the user may read and that goes with the script. */
export function clientOptions(login: Login): Script {
  return joinScripts([
    sh`client=$(command -v mariadb || command -v mysql) || { echo 'no client' >&2; exit 127; }`,
    sh`options=$(mktemp) || exit; trap 'rm -f "$options"' EXIT`,
    sh`{ if [ -r ${login.config_file} ]; then printf '!include %s\n' ${login.config_file}; fi; printf '%s\n' ${optionLines(login)}; } > "$options"`,
  ]);
}

function optionLines(login: Login): string {
  const socket = login.login_unix_socket;
  const options: readonly (readonly [string, string | number | undefined])[] = [
    ['user', login.login_user],
    ['password', login.login_password],
    ['host', socket === undefined ? login.login_host : undefined],
    ['port', socket === undefined ? login.login_port : undefined],
    ['socket', socket],
    ['ssl-cert', login.client_cert],
    ['ssl-key', login.client_key],
    ['ssl-ca', login.ca_cert],
  ];
  const lines = options
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${String(value).replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`);
  return ['[client]', ...lines].join('\n');
}

/** Feeds statements to the client, which answers in XML: nothing else tells NULL from a text. */
export function mysql(login: Login, statements: readonly string[], options: readonly string[] = ['--xml']): Script {
  const text = [`delimiter ${end}`, ...statements.map((statement) => `${statement.replace(/[\s;]+$/, '')}\n${end}`)];
  const database = login.database === undefined ? [] : [`--database=${login.database}`];
  return sh`${clientOptions(login)}
printf '%s\n' ${text.join('\n')} | "$client" --defaults-extra-file="$options" ${`--connect-timeout=${login.connect_timeout}`} ${options} ${database}`;
}

/** One answer of the client: the rows of a query. */
export interface ResultSet {
  readonly statement: string;
  readonly rows: readonly Row[];
}

/** Reads the client's XML. */
export function parseXml(text: string): ResultSet[] {
  return [...text.matchAll(/<resultset statement="([^"]*)"[^>]*?(?:\/>|>([\s\S]*?)<\/resultset>)/g)].map(
    ([, statement = '', body = '']) => ({
      statement: plain(statement).trim(),
      rows: [...body.matchAll(/<row>([\s\S]*?)<\/row>/g)].map(([, row = '']) => rowOf(row)),
    }),
  );
}

function rowOf(text: string): Row {
  const fields = text.matchAll(/<field name="([^"]*)"(?: xsi:nil="true" \/>|\s*>([\s\S]*?)<\/field>|\s*\/>)/g);
  return new Map(
    [...fields].map(([whole, name = '', value = '']) => [
      plain(name),
      whole.includes('xsi:nil="true"') ? null : plain(value),
    ]),
  );
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', quot: '"', amp: '&', apos: "'" };

function plain(text: string): string {
  return text.replace(/&(lt|gt|quot|amp|apos);/g, (_, name: string) => entities[name] ?? '');
}

/** A failure as drivers give it: `(1054, "Unknown column ...")`. */
export function problemOf({ stderr, status }: Outcome): string {
  if (status === 127)
    return 'the target has neither mariadb nor mysql: install the client (mariadb-client, default-mysql-client, mysql)';
  const [, code, message] = /ERROR (\d+) \(\w+\)(?: at line \d+)?: ([\s\S]*?)\n?$/.exec(stderr.toString()) ?? [];
  return code === undefined ? stderr.toString().trim() : `(${code}, "${message ?? ''}")`;
}

/** Whether nothing was reached at all, or nobody let in. */
function isRefused(outcome: Outcome): boolean {
  return (
    outcome.status === 127 || /ERROR (?:1044|1045|1130|1698|2002|2003|2005|2006|2026)\b/.test(outcome.stderr.toString())
  );
}

/** What a query that changes nothing answers, in the order of its statements; those that fail answer nothing. */
export function* look(login: Login, statements: readonly string[], home: string): Conversation<readonly ResultSet[]> {
  const { outcome } = yield* ask({
    outcome: probe(mysql(login, statements, ['--xml', '--force']), (outcome) => outcome),
  });
  const isEmpty = outcome.stdout.length === 0;
  if (isEmpty && isRefused(outcome)) refuse(login, outcome, home);
  return parseXml(outcome.stdout.toString());
}

/** The words of a login that failed. */
export function refuse({ config_file }: Login, outcome: Outcome, home: string): never {
  const file = config_file.replace(/^~/, home);
  return fail(
    `unable to connect to database, check login_user and login_password are correct or ${file} has the credentials. Exception message: ${problemOf(outcome)}`,
  );
}

/** Runs statements; `undefined` in check mode. */
export function* execute(
  login: Login,
  { what, before, after, sql, failure = '' }: Execution,
): Conversation<Outcome | undefined> {
  const outcome = yield* change({ what, before, after, run: mysql(login, sql), mayFail: true });
  if (outcome && outcome.status !== 0) fail(`${failure}${problemOf(outcome)}`, { changed: false });
  return outcome;
}

interface Execution {
  readonly what: string;
  readonly before?: string | undefined;
  readonly after?: string | undefined;
  readonly sql: readonly string[];
  readonly failure?: string;
}

/** The login, as root without a password where the server still lets such a one in. */
export function* implicitLogin(login: Login, isWanted: boolean): Conversation<Login> {
  if (!isWanted) return login;
  const root = { ...login, login_user: 'root', login_password: '' };
  const { isOpen } = yield* ask({ isOpen: probe(mysql(root, ['SELECT 1']), ({ status }) => status === 0) });
  return isOpen ? root : login;
}
