import {
  arg,
  ask,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type Target,
  type ValuesOf,
} from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { connectionArguments, implicitAdmin, type Login } from './mysql/arguments.js';
import { execute, implicitLogin, look } from './mysql/client.js';
import { dump, load } from './mysql/dump.js';
import { identifier, literal } from './mysql/sql.js';

const args = {
  ...connectionArguments,
  ...implicitAdmin,
  name: arg.list(arg.string({ doc: 'A database.' }))({
    required: true,
    aliases: ['db'],
    doc: 'The databases; all with dump and import.',
  }),
  state: arg.oneOf(
    'absent',
    'dump',
    'import',
    'present',
  )({ default: 'present', doc: 'Whether they exist; or that they are written to a file, or read from one.' }),
  encoding: arg.string({ default: '', doc: 'The character set of a new one.' }),
  collation: arg.string({ default: '', doc: 'The collation of a new one.' }),
  target: arg.path({ doc: 'The file for dump and import; packed by its ending.' }),
  single_transaction: arg.boolean({ default: false, doc: 'Dump in one transaction.' }),
  quick: arg.boolean({ default: true, doc: 'Dump row by row.' }),
  ignore_tables: arg.list(arg.string({ doc: 'DATABASE.TABLE' }))({ default: [], doc: 'Tables that are not dumped.' }),
  hex_blob: arg.boolean({ default: false, doc: 'Dump binary columns in hexadecimal.' }),
  force: arg.boolean({ default: false, doc: 'Go on after errors of dump and import.' }),
  master_data: arg.integer({ default: 0, doc: '1 or 2: tell the position of replication in the dump.' }),
  skip_lock_tables: arg.boolean({ default: false, doc: 'Dump without locking.' }),
  dump_extra_args: arg.string({ doc: 'Further words for the dump.' }),
  use_shell: arg.boolean({ default: false, doc: 'Means nothing here: a shell runs it in any case.' }),
  unsafe_login_password: arg.boolean({ default: false, doc: 'Means nothing here: the password is in no command.' }),
  restrict_config_file: arg.boolean({ default: false, doc: 'Read no other file of options.' }),
  config_overrides_defaults: arg.boolean({ default: false, doc: 'Let the file of options tell host and port.' }),
  sql_log_bin: arg.boolean({ default: true, doc: 'Whether the changes go to replicas.' }),
  pipefail: arg.boolean({ default: false, doc: 'Means nothing here: a dump that fails is noticed in any case.' }),
  chdir: arg.path({ doc: 'The directory that the programs run in.' }),
} as const;

export type DatabaseArguments = ValuesOf<typeof args>;

export const mysqlDb = defineModule({
  name: 'community.mysql.mysql_db',
  aliases: ['community.general.mysql_db'],
  summary: 'Create, remove, dump and import databases of a MySQL or MariaDB server.',
  args,
  examples: ['community.mysql.mysql_db: { name: grafana, encoding: utf8mb4 }'],
  *run(args, target): Conversation<Result> {
    const names = args.name.map((name) => name.trim());
    const isAll = names.length === 1 && names[0] === 'all';
    if ((args.state === 'dump' || args.state === 'import') && args.target === undefined)
      fail(`with state=${args.state} target is required`);
    if (args.state === 'import' && names.length > 1) fail('with state=import multiple databases are not allowed.');
    if (isAll && (args.state === 'present' || args.state === 'absent'))
      fail("name is not allowed to equal 'all' unless state equals import, or dump.");
    const login = yield* implicitLogin(args, args.check_implicit_admin);
    const present = isAll ? new Set(names) : yield* findDatabases(login, names, target);
    const told = { db: names.join(' '), db_list: names };
    if (args.state === 'dump' || args.state === 'import')
      return { ...told, ...(yield* transfer(login, args, { names, isAll, present })) };
    return { ...told, ...(yield* establish(login, args, { names, present })) };
  },
});

function* findDatabases(login: Login, names: readonly string[], { home }: Target): Conversation<ReadonlySet<string>> {
  const list = names.map(literal).join(', ');
  const sets = yield* look(
    login,
    [`SELECT SCHEMA_NAME AS name FROM information_schema.SCHEMATA WHERE SCHEMA_NAME IN (${list})`],
    home,
  );
  return new Set((sets[0]?.rows ?? []).map((row) => row.get('name') ?? ''));
}

interface Names {
  readonly names: readonly string[];
  readonly present: ReadonlySet<string>;
}

function* establish(login: Login, args: DatabaseArguments, { names, present }: Names): Conversation<Result> {
  const isWanted = args.state === 'present';
  const statements = names
    .filter((name) => present.has(name) !== isWanted)
    .map((name) => (isWanted ? creation(name, args) : `DROP DATABASE ${identifier(name)}`));
  if (statements.length === 0) return { executed_commands: [] };
  const outcome = yield* execute(login, {
    what: isWanted ? 'create database' : 'remove database',
    after: names.join(' '),
    sql: [...(args.sql_log_bin ? [] : ['SET SQL_LOG_BIN=0']), ...statements],
    failure: isWanted ? 'error creating database: ' : 'error deleting database: ',
  });
  return outcome ? { changed: true, executed_commands: statements } : { changed: true };
}

function creation(name: string, { encoding, collation }: DatabaseArguments): string {
  const set = encoding === '' ? [] : [`CHARACTER SET ${literal(encoding)}`];
  const order = collation === '' ? [] : [`COLLATE ${literal(collation)}`];
  return [`CREATE DATABASE ${identifier(name)}`, ...set, ...order].join(' ');
}

function* transfer(
  login: Login,
  args: DatabaseArguments,
  { names, present, isAll }: Names & { isAll: boolean },
): Conversation<Result> {
  const missing = names.filter((name) => !present.has(name));
  if (args.state === 'dump') {
    if (missing.length > 0) fail(`Cannot dump database(s) '${missing.join("', '")}' - not found`);
    return yield* dump(login, args, isAll ? undefined : names);
  }
  const source = args.target ?? '';
  const { file } = yield* ask({ file: stat(source, true) });
  if (!file.exists) fail(`target ${source} does not exist on the host`);
  const commands = missing.map((name) => creation(name, args));
  if (commands.length > 0)
    yield* execute(login, {
      what: 'create database',
      after: names.join(' '),
      sql: commands,
      failure: 'error creating database: ',
    });
  const result = yield* load(login, args, isAll ? undefined : names[0]);
  return Array.isArray(result.executed_commands)
    ? { ...result, executed_commands: [...commands, ...result.executed_commands] }
    : result;
}
