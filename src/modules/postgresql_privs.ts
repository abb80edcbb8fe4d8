import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { connectionArguments, type Login } from './postgresql/arguments.js';
import { grantSql, inSchema, objectTypes, privilegesQuery, type Wish } from './postgresql/grants.js';
import { execute, problemOf, psql, select } from './postgresql/psql.js';
import { checkTrust, identifier, literals } from './postgresql/sql.js';

const args = {
  ...connectionArguments,
  login_db: arg.string({ required: true, aliases: ['db', 'database'], doc: 'The database.' }),
  roles: arg.string({ required: true, aliases: ['role'], doc: 'The roles, with commas between them.' }),
  privs: arg.string({ aliases: ['priv'], doc: 'The privileges, with commas between them.' }),
  objs: arg.string({ aliases: ['obj'], doc: 'The objects, with commas between them; ALL_IN_SCHEMA for all.' }),
  type: arg.oneOf(...objectTypes)({ default: 'table', doc: 'What the objects are.' }),
  schema: arg.string({ doc: 'The schema they lie in; public by default, not-specified for none.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the roles have the privileges.' }),
  grant_option: arg.boolean({ aliases: ['admin_option'], doc: 'Whether the roles may pass them on.' }),
  target_roles: arg.string({ doc: 'With default_privs: the roles whose new objects they are for.' }),
  fail_on_role: arg.boolean({ default: true, doc: 'Fail when a role does not exist.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const postgresqlPrivs = defineModule({
  name: 'community.postgresql.postgresql_privs',
  aliases: ['community.general.postgresql_privs'],
  summary: 'Grant privileges on objects of a PostgreSQL database, or take them away.',
  args,
  examples: [
    'community.postgresql.postgresql_privs: { login_db: acme, roles: grafana, privs: SELECT, objs: ALL_IN_SCHEMA }',
  ],
  *run(given): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, given.roles, given.target_roles, given.session_role, given.schema);
    const { roles, warnings } = yield* rolesOf(login, given);
    if (roles.length === 0) return { queries: [], warnings: [...warnings, 'No valid roles provided, nothing to do'] };
    const wish = wishOf(given, roles);
    const sql = grantSql(wish);
    const told = { queries: [sql], ...(warnings.length > 0 ? { warnings } : {}) };
    if (!(yield* wouldChange(login, wish, sql))) return told;
    yield* execute(login, { what: wish.isGranted ? 'grant' : 'revoke', after: sql, sql: [sql] });
    return { ...told, changed: true };
  },
});

/** Whether the statements change anything: tried in a transaction that is rolled back. */
function* wouldChange(login: Login, wish: Wish, sql: string): Conversation<boolean> {
  const look = privilegesQuery(wish);
  const { now } = yield* ask({
    now: probe(psql(login, `BEGIN;\n${look}\n${sql}\n${look}\nROLLBACK;`), (outcome) => outcome),
  });
  if (now.status !== 0) fail(now.status === 3 ? `Cannot execute SQL '${sql}': ${problemOf(now)}` : problemOf(now));
  const [before, after] = now.stdout.toString().split('\n');
  return before !== after;
}

/** Roles that stand for others. */
const implicit: ReadonlySet<string> = new Set(['PUBLIC', 'CURRENT_ROLE', 'CURRENT_USER', 'SESSION_USER']);

function* rolesOf(login: Login, given: Args): Conversation<{ roles: string[]; warnings: string[] }> {
  const isImplicit = (role: string): boolean => implicit.has(role.toUpperCase());
  const names = listOf(given.roles);
  const named = names.filter((role) => !isImplicit(role));
  const { found } = yield* select(login, {
    found: `SELECT rolname AS name FROM pg_roles WHERE rolname IN (${literals(named)})`,
  });
  const known = new Set(found.map(({ name }) => name));
  const missing = named.filter((role) => !known.has(role));
  if (given.fail_on_role && missing[0] !== undefined) fail(`Role '${missing[0]}' does not exist`);
  return {
    roles: names
      .filter((role) => !missing.includes(role))
      .map((role) => (isImplicit(role) ? role.toUpperCase() : identifier(role))),
    warnings: missing.map((role) => `Role '${role}' does not exist, pass it`),
  };
}

const privileges: ReadonlySet<string> = new Set(
  'SELECT INSERT UPDATE DELETE TRUNCATE REFERENCES TRIGGER CREATE CONNECT TEMPORARY TEMP EXECUTE USAGE ALL MAINTAIN SET ALTER_SYSTEM'
    .split(' ')
    .map((word) => word.replace('_', ' ')),
);

function wishOf(given: Args, roles: readonly string[]): Wish {
  const { type, state, grant_option } = given;
  const isDefault = type === 'default_privs';
  if (given.target_roles !== undefined && !isDefault)
    fail('Argument "target_roles" cannot be specified when "type" is not "default_privs".');
  if (given.schema !== undefined && !inSchema.has(type)) fail(`Argument "schema" is not allowed for type "${type}".`);
  const wanted = listOf((given.privs ?? '').toUpperCase());
  if (type === 'group' && wanted.length > 0) fail('Argument "privs" must not be specified when "type" is "group".');
  if (type !== 'group' && wanted.length === 0) fail('Argument "privs" is required.');
  const unknown = wanted.filter((word) => !privileges.has(word));
  if (unknown.length > 0)
    fail(`Invalid privileges specified: frozenset({${unknown.map((word) => `'${word}'`).join(', ')}})`);
  const schema =
    given.schema === 'not-specified' ? undefined : (given.schema ?? (inSchema.has(type) ? 'public' : undefined));
  return {
    type,
    isGranted: state === 'present',
    privileges: wanted,
    objects: objectsOf(given),
    schema,
    roles,
    targetRoles: listOf(given.target_roles ?? ''),
    grantOption: grant_option,
  };
}

function objectsOf({ type, objs, login_db }: Args): Wish['objects'] {
  if (objs === undefined) return type === 'database' ? [login_db] : fail('Argument "objs" is required.');
  const all = ['table', 'sequence', 'function', 'procedure'].includes(type) && objs === 'ALL_IN_SCHEMA';
  return all ? 'ALL_IN_SCHEMA' : listOf(objs);
}

function listOf(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
