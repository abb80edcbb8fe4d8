import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { connectionArguments, type Login } from './mysql/arguments.js';
import { look, type ResultSet, type Row } from './mysql/client.js';

const queries = {
  version: 'SELECT VERSION() AS version',
  settings: 'SHOW GLOBAL VARIABLES',
  global_status: 'SHOW GLOBAL STATUS',
  engines: 'SHOW ENGINES',
  databases:
    'SELECT s.SCHEMA_NAME AS name, COUNT(t.TABLE_NAME) AS tables, COALESCE(SUM(t.DATA_LENGTH + t.INDEX_LENGTH), 0) AS size FROM information_schema.SCHEMATA s LEFT JOIN information_schema.TABLES t ON t.TABLE_SCHEMA = s.SCHEMA_NAME GROUP BY s.SCHEMA_NAME ORDER BY s.SCHEMA_NAME',
  users: 'SELECT * FROM mysql.user',
  master_status: 'SHOW MASTER STATUS',
  slave_status: 'SHOW SLAVE STATUS',
  slave_hosts: 'SHOW SLAVE HOSTS',
} as const;

type Part = keyof typeof queries;

export const mysqlInfo = defineModule({
  name: 'community.mysql.mysql_info',
  aliases: ['community.general.mysql_info'],
  summary: 'Tell what a MySQL or MariaDB server is, has and does.',
  args: {
    ...connectionArguments,
    login_db: arg.string({ doc: 'The database to connect to.' }),
    filter: arg.list(arg.string({ doc: 'A part.' }))({
      doc: `What to tell; all without it. Parts: ${Object.keys(queries).join(', ')}; with ! in front, all others.`,
    }),
    exclude_fields: arg.list(arg.string({ doc: 'A field.' }))({ doc: 'What to leave out: db_size, db_table_count.' }),
    return_empty_dbs: arg.boolean({ default: false, doc: 'Tell of databases without tables too.' }),
  },
  examples: ['community.mysql.mysql_info: { filter: [version, databases] }'],
  *run(args, target): Conversation<Result> {
    const login: Login = { ...args, database: args.login_db };
    const parts = partsOf(args.filter);
    const names = ['version', ...parts.filter((part) => part !== 'version')] as const;
    const sets = yield* look(
      login,
      names.map((part) => queries[part]),
      target.home,
    );
    const find = (part: Part): readonly Row[] => rowsOf(sets, queries[part]);
    const version = find('version')[0]?.get('version') ?? '';
    const isMaria = version.includes('Maria');
    const told = Object.fromEntries(parts.map((part) => [part, partOf(part, find(part), args)]));
    return { server_engine: isMaria ? 'MariaDB' : 'MySQL', connector_name: 'client', connector_version: '', ...told };
  },
});

function partsOf(filter: readonly string[] | undefined): Part[] {
  const all = Object.keys(queries) as Part[];
  const words = (filter ?? []).map((word) => word.trim()).filter((word) => word !== '');
  const bare = words.map((word) => word.replace(/^!/, ''));
  const unknown = bare.find((word) => !(word in queries));
  if (unknown !== undefined) fail(`mysql_info does not tell "${unknown}"; it tells ${all.join(', ')}`);
  const excluded = words.filter((word) => word.startsWith('!')).map((word) => word.slice(1));
  const included = words.filter((word) => !word.startsWith('!'));
  return all.filter((part) => (included.length === 0 || included.includes(part)) && !excluded.includes(part));
}

function rowsOf(sets: readonly ResultSet[], statement: string): readonly Row[] {
  return sets.find((set) => set.statement === statement)?.rows ?? [];
}

interface Choice {
  readonly exclude_fields: readonly string[] | undefined;
  readonly return_empty_dbs: boolean;
}

function partOf(part: Part, rows: readonly Row[], choice: Choice): Json {
  switch (part) {
    case 'version':
      return versionOf(rows[0]?.get('version') ?? '');
    case 'settings':
    case 'global_status':
      return byName(rows, 'Variable_name', (row) => valueOf(row.get('Value') ?? ''));
    case 'engines':
      return byName(rows, 'Engine', (row) => without(row, 'Engine'));
    case 'databases':
      return databases(rows, choice);
    case 'users':
      return users(rows);
    case 'master_status':
      return rows[0] ? without(rows[0]) : {};
    case 'slave_status':
    case 'slave_hosts':
      return byName(rows, part === 'slave_status' ? 'Master_Host' : 'Server_id', (row) => without(row));
    default:
      return part satisfies never;
  }
}

function byName(rows: readonly Row[], column: string, tell: (row: Row) => Json): Json {
  return Object.fromEntries(rows.map((row) => [row.get(column) ?? '', tell(row)]));
}

function without(row: Row, column?: string): Json {
  return Object.fromEntries(
    [...row].filter(([name]) => name !== column).map(([name, value]) => [name, valueOf(value)]),
  );
}

function valueOf(value: string | null): Json {
  return value !== null && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
}

function databases(rows: readonly Row[], { exclude_fields, return_empty_dbs }: Choice): Json {
  const isTold = (field: string): boolean => !exclude_fields?.includes(field);
  return byName(
    rows.filter((row) => return_empty_dbs || row.get('tables') !== '0'),
    'name',
    (row) => ({
      ...(isTold('db_table_count') ? { tables: valueOf(row.get('tables') ?? '0') } : {}),
      ...(isTold('db_size') ? { size: valueOf(row.get('size') ?? '0') } : {}),
    }),
  );
}

/** By host, then by name. */
function users(rows: readonly Row[]): Json {
  const hosts: Record<string, Record<string, Json>> = {};
  const hidden = ['Host', 'User', 'Password', 'authentication_string'];
  for (const row of rows)
    (hosts[row.get('Host') ?? ''] ??= {})[row.get('User') ?? ''] = Object.fromEntries(
      [...row].filter(([name]) => !hidden.includes(name)).map(([name, value]) => [name, valueOf(value)]),
    );
  return hosts;
}

function versionOf(full: string): Json {
  const [, major = '0', minor = '0', release = '0', suffix = ''] = /^(\d+)\.(\d+)\.?(\d*)-?(.*)$/.exec(full) ?? [];
  return { full, major: Number(major), minor: Number(minor), release: Number(release), suffix };
}
