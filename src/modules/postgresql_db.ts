import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { connectionArguments, type Login } from './postgresql/arguments.js';
import { dump, restore } from './postgresql/dump.js';
import { execute, select, type Row } from './postgresql/psql.js';
import { checkTrust, identifier, literal } from './postgresql/sql.js';

const args = {
  ...connectionArguments,
  name: arg.string({ required: true, aliases: ['db'], doc: 'The database.' }),
  state: arg.oneOf(
    'absent',
    'dump',
    'present',
    'rename',
    'restore',
  )({ default: 'present', doc: 'Whether it exists; or that it is written to a file, read from one, or renamed.' }),
  owner: arg.string({ default: '', doc: 'The role that owns it.' }),
  template: arg.string({ default: '', doc: 'The database that it is a copy of.' }),
  encoding: arg.string({ default: '', doc: 'Its encoding; an existing one cannot be changed.' }),
  lc_collate: arg.string({ default: '', doc: 'Its collation; an existing one cannot be changed.' }),
  lc_ctype: arg.string({ default: '', doc: 'Its classes of characters; existing ones cannot be changed.' }),
  icu_locale: arg.string({ default: '', doc: 'Its ICU locale; an existing one cannot be changed.' }),
  locale_provider: arg.string({ default: '', doc: 'icu or libc; an existing one cannot be changed.' }),
  tablespace: arg.path({ default: '', doc: 'The tablespace that it lies in.' }),
  conn_limit: arg.string({ default: '', doc: 'How many connections it may have.' }),
  comment: arg.string({ doc: 'A comment; an empty one removes it.' }),
  maintenance_db: arg.string({ default: 'postgres', doc: 'The database to connect to.' }),
  force: arg.boolean({ default: false, doc: 'Remove it although it is in use.' }),
  target: arg.path({ default: '', doc: 'The file for dump and restore; the new name for rename.' }),
  target_opts: arg.string({ default: '', doc: 'Further words for pg_dump, pg_restore or psql.' }),
  dump_extra_args: arg.string({ doc: 'Further words for pg_dump.' }),
} as const;

export type DatabaseArguments = ValuesOf<typeof args>;

export const postgresqlDb = defineModule({
  name: 'community.postgresql.postgresql_db',
  aliases: ['community.general.postgresql_db'],
  summary: 'Create, change, remove, dump and restore a PostgreSQL database.',
  args,
  examples: ['community.postgresql.postgresql_db: { name: grafana, owner: grafana, encoding: UTF-8 }'],
  *run(given): Conversation<Result> {
    const login: Login = { ...given, database: given.maintenance_db };
    checkTrust(given.trust_input, given.name, given.owner, given.conn_limit, given.encoding, given.template);
    checkTrust(given.trust_input, given.tablespace, given.session_role, given.comment);
    if (['dump', 'restore', 'rename'].includes(given.state) && given.target === '')
      fail(`state is ${given.state} but all of the following are missing: target`);
    if (given.state === 'dump') return yield* dump(given, login);
    if (given.state === 'restore') return yield* restore(given, login);
    if (given.state === 'rename') return yield* rename(login, given);
    const { database } = yield* select(login, { database: databaseQuery(given) });
    if (given.state === 'absent') return yield* remove(login, given, database[0] !== undefined);
    return yield* provide(login, given, database[0]);
  },
});

/** What a database is, and whether it is encoded as wanted: the server knows the many names of an encoding. */
function databaseQuery({ name, encoding }: DatabaseArguments): string {
  const isEncoded = encoding === '' ? 'true' : `encoding = pg_char_to_encoding(${literal(encoding)})`;
  return `SELECT d.*, ${isEncoded} AS is_encoded, pg_encoding_to_char(encoding) AS encoding_name,
    pg_get_userbyid(datdba) AS owner, coalesce(shobj_description(d.oid, 'pg_database'), '') AS comment,
    (SELECT spcname FROM pg_tablespace t WHERE t.oid = dattablespace) AS tablespace
    FROM pg_database d WHERE datname = ${literal(name)}`;
}

function* provide(login: Login, given: DatabaseArguments, database: Row | undefined): Conversation<Result> {
  const create = database ? [] : [creation(given)];
  if (database) checkUnchangeable(given, database);
  const change = [...(database ? alterations(given, database) : []), ...commentOn(given, database)];
  const ran: string[] = [];
  const failure = 'Database query failed: ';
  for (const statement of [...create, ...change]) {
    const what = statement === create[0] ? 'create database' : 'change database';
    const outcome = yield* execute(login, { what, after: given.name, sql: [statement], isAlone: true, failure });
    if (outcome) ran.push(statement);
  }
  return { changed: create.length + change.length > 0, db: given.name, executed_commands: ran };
}

function creation(given: DatabaseArguments): string {
  const parts: readonly (readonly [string, string])[] = [
    ['OWNER', given.owner && identifier(given.owner)],
    ['TEMPLATE', given.template && identifier(given.template)],
    ['ENCODING', given.encoding && literal(given.encoding)],
    ['LC_COLLATE', given.lc_collate && literal(given.lc_collate)],
    ['LC_CTYPE', given.lc_ctype && literal(given.lc_ctype)],
    ['ICU_LOCALE', given.icu_locale && literal(given.icu_locale)],
    ['LOCALE_PROVIDER', given.locale_provider && literal(given.locale_provider)],
    ['TABLESPACE', given.tablespace && identifier(given.tablespace)],
    ['CONNECTION LIMIT', given.conn_limit && limitOf(given)],
  ];
  const words = parts.filter(([, value]) => value !== '').map(([name, value]) => `${name} ${value}`);
  return [`CREATE DATABASE ${identifier(given.name)}`, ...words].join(' ');
}

function limitOf({ conn_limit }: DatabaseArguments): string {
  return /^-?\d+$/.test(conn_limit.trim())
    ? conn_limit.trim()
    : fail(`conn_limit must be a number, not "${conn_limit}"`);
}

/** What a database keeps for life. */
function checkUnchangeable(given: DatabaseArguments, database: Row): void {
  const refuse = (what: string, now: unknown): never =>
    fail(`Changing ${what} is not supported. Current ${what.replace('database ', '')}: ${String(now)}`);
  if (database['is_encoded'] !== true) refuse('database encoding', database['encoding_name']);
  const provider = { i: 'icu', c: 'libc', b: 'builtin' }[String(database['datlocprovider'])];
  const kept: readonly (readonly [string, string, unknown])[] = [
    ['LC_COLLATE', given.lc_collate, database['datcollate']],
    ['LC_CTYPE', given.lc_ctype, database['datctype']],
    ['ICU_LOCALE', given.icu_locale, database['daticulocale'] ?? database['datlocale']],
    ['LOCALE_PROVIDER', given.locale_provider, provider],
  ];
  for (const [what, wanted, now] of kept) if (wanted !== '' && wanted !== now) refuse(what, now);
}

function alterations(given: DatabaseArguments, database: Row): string[] {
  const alter = `ALTER DATABASE ${identifier(given.name)}`;
  const { owner, conn_limit, tablespace } = given;
  return [
    ...(owner !== '' && owner !== database['owner'] ? [`${alter} OWNER TO ${identifier(owner)}`] : []),
    ...(conn_limit !== '' && Number(conn_limit) !== database['datconnlimit']
      ? [`${alter} CONNECTION LIMIT ${limitOf(given)}`]
      : []),
    ...(tablespace !== '' && tablespace !== database['tablespace']
      ? [`${alter} SET TABLESPACE ${identifier(tablespace)}`]
      : []),
  ];
}

function commentOn({ name, comment }: DatabaseArguments, database: Row | undefined): string[] {
  if (comment === undefined || comment === (database?.['comment'] ?? '')) return [];
  return [`COMMENT ON DATABASE ${identifier(name)} IS ${literal(comment)}`];
}

function* remove(login: Login, { name, force }: DatabaseArguments, isThere: boolean): Conversation<Result> {
  if (!isThere) return { db: name, executed_commands: [] };
  const statement = `DROP DATABASE ${identifier(name)}${force ? ' WITH (FORCE)' : ''}`;
  const failure = 'Database query failed: ';
  const outcome = yield* execute(login, {
    what: 'remove database',
    before: name,
    sql: [statement],
    isAlone: true,
    failure,
  });
  return { changed: true, db: name, executed_commands: outcome ? [statement] : [] };
}

const renameWarning =
  'The rename choice of the state option is deprecated and will be removed in version 5.0.0. Use the community.postgresql.postgresql_query module instead.';

function* rename(login: Login, { name, target }: DatabaseArguments): Conversation<Result> {
  const exists = (database: string): string => `SELECT 1 FROM pg_database WHERE datname = ${literal(database)}`;
  const found = yield* select(login, { source: exists(name), target: exists(target) });
  const warnings = [renameWarning];
  const [isSource, isTarget] = [found.source.length > 0, found.target.length > 0];
  if (isSource === isTarget)
    fail(
      isSource
        ? 'Both the source and the target databases exist.'
        : 'The source and the target databases do not exist.',
      {
        warnings,
      },
    );
  if (isTarget) return { db: name, executed_commands: [], warnings };
  const statement = `ALTER DATABASE ${identifier(name)} RENAME TO ${identifier(target)}`;
  const outcome = yield* execute(login, {
    what: 'rename database',
    before: name,
    after: target,
    sql: [statement],
    isAlone: true,
    failure: 'Database query failed: ',
  });
  return { changed: true, db: name, executed_commands: outcome ? [statement] : [], warnings };
}
