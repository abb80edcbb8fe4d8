import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { connectionArguments, databaseArgument, type Login } from './postgresql/arguments.js';
import { query, rowsOf, execute, select } from './postgresql/psql.js';
import { checkTrust, identifier, literal, literals, qualified } from './postgresql/sql.js';

/** The kinds of objects: the words in SQL, the catalogue with the owner's and the name's column. */
const kinds = {
  aggregate: ['AGGREGATE', 'pg_proc', 'proowner', 'proname'],
  collation: ['COLLATION', 'pg_collation', 'collowner', 'collname'],
  conversion: ['CONVERSION', 'pg_conversion', 'conowner', 'conname'],
  database: ['DATABASE', 'pg_database', 'datdba', 'datname'],
  domain: ['DOMAIN', 'pg_type', 'typowner', 'typname'],
  event_trigger: ['EVENT TRIGGER', 'pg_event_trigger', 'evtowner', 'evtname'],
  foreign_data_wrapper: ['FOREIGN DATA WRAPPER', 'pg_foreign_data_wrapper', 'fdwowner', 'fdwname'],
  foreign_table: ['FOREIGN TABLE', 'pg_class', 'relowner', 'relname'],
  function: ['FUNCTION', 'pg_proc', 'proowner', 'proname'],
  language: ['LANGUAGE', 'pg_language', 'lanowner', 'lanname'],
  large_object: ['LARGE OBJECT', 'pg_largeobject_metadata', 'lomowner', 'oid::text'],
  matview: ['MATERIALIZED VIEW', 'pg_class', 'relowner', 'relname'],
  procedure: ['PROCEDURE', 'pg_proc', 'proowner', 'proname'],
  publication: ['PUBLICATION', 'pg_publication', 'pubowner', 'pubname'],
  routine: ['ROUTINE', 'pg_proc', 'proowner', 'proname'],
  schema: ['SCHEMA', 'pg_namespace', 'nspowner', 'nspname'],
  sequence: ['SEQUENCE', 'pg_class', 'relowner', 'relname'],
  server: ['SERVER', 'pg_foreign_server', 'srvowner', 'srvname'],
  statistics: ['STATISTICS', 'pg_statistic_ext', 'stxowner', 'stxname'],
  table: ['TABLE', 'pg_class', 'relowner', 'relname'],
  tablespace: ['TABLESPACE', 'pg_tablespace', 'spcowner', 'spcname'],
  text_search_configuration: ['TEXT SEARCH CONFIGURATION', 'pg_ts_config', 'cfgowner', 'cfgname'],
  text_search_dictionary: ['TEXT SEARCH DICTIONARY', 'pg_ts_dict', 'dictowner', 'dictname'],
  type: ['TYPE', 'pg_type', 'typowner', 'typname'],
  view: ['VIEW', 'pg_class', 'relowner', 'relname'],
} as const;

type Kind = keyof typeof kinds;

const args = {
  ...connectionArguments,
  ...databaseArgument,
  new_owner: arg.string({ required: true, doc: 'The role that shall own it.' }),
  obj_name: arg.string({ doc: 'The object.' }),
  // The names of the table above are the choices.
  obj_type: arg.oneOf(...(Object.keys(kinds) as Kind[]))({ aliases: ['type'], doc: 'What it is.' }),
  reassign_owned_by: arg.list(arg.string({ doc: 'A role.' }))({ doc: 'Roles all of whose objects are handed over.' }),
  fail_on_role: arg.boolean({ default: true, doc: 'Fail when a role of reassign_owned_by does not exist.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const postgresqlOwner = defineModule({
  name: 'community.postgresql.postgresql_owner',
  summary: 'Change who owns an object of a PostgreSQL database.',
  args,
  rules: {
    mutuallyExclusive: [
      ['obj_name', 'reassign_owned_by'],
      ['obj_type', 'reassign_owned_by'],
      ['obj_name', 'fail_on_role'],
      ['obj_type', 'fail_on_role'],
    ],
  },
  examples: [
    'community.postgresql.postgresql_owner: { login_db: acme, new_owner: grafana, obj_name: t1, obj_type: table }',
  ],
  *run(given): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(
      given.trust_input,
      given.new_owner,
      given.obj_name,
      given.session_role,
      ...(given.reassign_owned_by ?? []),
    );
    const named = [given.new_owner, ...(given.reassign_owned_by ?? [])];
    const { roles } = yield* select(login, {
      roles: `SELECT rolname AS name FROM pg_roles WHERE rolname IN (${literals(named)})`,
    });
    const known = new Set(roles.map(({ name }) => name));
    if (!known.has(given.new_owner)) fail(`Role '${given.new_owner}' does not exist`);
    if (given.reassign_owned_by) return yield* reassign(login, given, known);
    return yield* hand(login, given);
  },
});

function* reassign(login: Login, given: Args, known: ReadonlySet<unknown>): Conversation<Result> {
  const roles = given.reassign_owned_by ?? [];
  const missing = roles.filter((role) => !known.has(role));
  if (given.fail_on_role && missing[0] !== undefined) fail(`Role '${missing[0]}' does not exist`);
  const warnings = missing.map((role) => `Role '${role}' does not exist, pass it`);
  const owners = roles.filter((role) => known.has(role)).map(identifier);
  const sql = owners.length === 0 ? [] : [`REASSIGN OWNED BY ${owners.join(', ')} TO ${identifier(given.new_owner)}`];
  if (sql.length > 0) yield* execute(login, { what: 'reassign objects', after: given.new_owner, sql });
  return { changed: sql.length > 0, queries: sql, ...(warnings.length > 0 ? { warnings } : {}) };
}

function* hand(login: Login, { obj_name, obj_type, new_owner }: Args): Conversation<Result> {
  if (obj_name === undefined || obj_type === undefined)
    return fail('one of the following is required: obj_name and obj_type, reassign_owned_by');
  const [words, catalogue, owner, column] = kinds[obj_type];
  const bare = obj_name
    .replace(/^"?[^".(]+"?\.(?=.)/, '')
    .replace(/\(.*$/, '')
    .replace(/^"|"$/g, '');
  const { found } = yield* ask({
    found: query(
      login,
      `SELECT 1 FROM ${catalogue} o JOIN pg_roles r ON o.${owner} = r.oid WHERE o.${column} = ${literal(bare)} AND r.rolname = ${literal(new_owner)}`,
    ),
  });
  if (rowsOf(found).length > 0) return { queries: [] };
  const isBare = /\(|^\d+$/.test(obj_name);
  const sql = [`ALTER ${words} ${isBare ? obj_name : qualified(obj_name)} OWNER TO ${identifier(new_owner)}`];
  yield* execute(login, { what: 'change owner', before: obj_name, after: new_owner, sql });
  return { queries: sql };
}
