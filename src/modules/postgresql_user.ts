import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { connectionArguments, databaseArgument, type Login } from './postgresql/arguments.js';
import { isOtherPassword } from './postgresql/password.js';
import { execute, problemOf, psql, query, select, type Row } from './postgresql/psql.js';
import { hasFlags, parseFlags, roleQuery, settingsOf } from './postgresql/role.js';
import { checkTrust, identifier, literal } from './postgresql/sql.js';

const args = {
  ...connectionArguments,
  ...databaseArgument,
  name: arg.string({ required: true, aliases: ['user'], doc: 'The role.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it exists.' }),
  password: arg.string({ secret: true, doc: 'Its password, or the hash of it; an empty one removes it.' }),
  encrypted: arg.boolean({ default: true, doc: 'Whether the server keeps only a hash of the password.' }),
  no_password_changes: arg.boolean({ default: false, doc: 'Leave the password of an existing role alone.' }),
  role_attr_flags: arg.string({ default: '', doc: 'Attributes: CREATEDB,NOLOGIN ...' }),
  expires: arg.string({ doc: 'When its password ends: a date, or infinity.' }),
  conn_limit: arg.integer({ doc: 'How many connections it may have; -1 for any number.' }),
  comment: arg.string({ doc: 'A comment; an empty one removes it.' }),
  configuration: arg.dict({ default: new Map(), doc: 'Settings of its sessions.' }),
  quote_configuration_values: arg.boolean({ default: true, doc: 'Whether the values of settings are quoted.' }),
  reset_unspecified_configuration: arg.boolean({ default: false, doc: 'Reset the settings that are not named.' }),
  fail_on_user: arg.boolean({
    default: true,
    aliases: ['fail_on_role'],
    doc: 'Fail when the role cannot be removed.',
  }),
} as const;

type Args = ValuesOf<typeof args>;

/** Statements, and how results show them: without passwords. */
interface Statement {
  readonly sql: string;
  readonly shown: string;
}

export const postgresqlUser = defineModule({
  name: 'community.postgresql.postgresql_user',
  aliases: ['community.general.postgresql_user'],
  summary: 'Create, change or remove a role of a PostgreSQL server.',
  args,
  examples: [
    'community.postgresql.postgresql_user: { name: grafana, password: "{{ secret }}", role_attr_flags: NOCREATEDB }',
  ],
  *run(given): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, given.name, given.password, given.role_attr_flags, given.expires, given.comment);
    checkTrust(given.trust_input, given.session_role);
    const flags = parseFlags(given.role_attr_flags);
    const { role } = yield* select(login, { role: roleQuery(given.name, given.expires) });
    if (given.state === 'absent') return yield* remove(login, given, role[0] !== undefined);
    const isOther = role[0] !== undefined && (yield* needsPassword(login, given));
    const statements = [...attributeStatements(given, flags, role[0], isOther), ...furtherStatements(given, role[0])];
    const failure = role[0] ? '' : 'Unable to add user with given requirement due to : ';
    if (statements.length > 0)
      yield* execute(login, {
        what: role[0] ? 'change role' : 'create role',
        after: given.name,
        sql: statements.map(({ sql }) => sql),
        failure,
      });
    return {
      changed: statements.length > 0,
      user: given.name,
      queries: statements.map(({ shown }) => shown),
    };
  },
});

function* remove(login: Login, { name, fail_on_user }: Args, isThere: boolean): Conversation<Result> {
  if (!isThere) return { user: name, queries: [] };
  const sql = `DROP USER ${identifier(name)}`;
  const outcome = yield* change({ what: 'remove role', before: name, run: psql(login, `${sql};`), mayFail: true });
  if (!outcome) return { user: name, user_removed: true, queries: [] };
  if (outcome.status !== 0 && fail_on_user) fail(`Unable to remove user: ${problemOf(outcome)}`, { changed: false });
  return { changed: outcome.status === 0, user: name, user_removed: outcome.status === 0, queries: [sql] };
}

/** Whether the password is another one. Where the hashes may not be read, it counts as another one. */
function* needsPassword(login: Login, { name, password, no_password_changes }: Args): Conversation<boolean> {
  if (password === undefined || no_password_changes) return false;
  const { found } = yield* ask({
    found: query(login, `SELECT rolpassword AS hash FROM pg_authid WHERE rolname = ${literal(name)}`),
  });
  if ('problem' in found) return true;
  const hash = found.rows[0]?.['hash'];
  return isOtherPassword(name, password, typeof hash === 'string' ? hash : undefined);
}

/** The statement that makes the role, or that changes what differs of it: all that the task sets, when anything does. */
function attributeStatements(
  given: Args,
  flags: readonly string[],
  role: Row | undefined,
  isOther: boolean,
): Statement[] {
  const name = identifier(given.name);
  const isLimited = given.conn_limit === undefined || role?.['rolconnlimit'] === given.conn_limit;
  if (role && !isOther && hasFlags(role, flags) && role['is_due'] === true && isLimited) return [];
  const withPassword = role ? isOther : given.password !== undefined;
  const ending = given.expires === undefined ? '' : literal(given.expires);
  const limit = given.conn_limit === undefined ? [] : [`CONNECTION LIMIT ${given.conn_limit}`];
  const build = (password: string, until: string): string => {
    const words = !withPassword ? [] : given.password === '' ? ['WITH PASSWORD NULL'] : [`WITH ${password}`];
    const due = until === '' ? [] : [`VALID UNTIL ${until}`];
    if (!role) return [`CREATE USER ${name}`, ...words, ...due, ...limit, flags.join(' ')].join(' ');
    const attributes = withPassword ? [flags.join(' ')] : flags.length > 0 ? [`WITH ${flags.join(' ')}`] : [];
    return [`ALTER USER ${name}`, ...words, ...attributes, ...due, ...limit].join(' ');
  };
  const kind = given.encrypted ? 'ENCRYPTED' : 'UNENCRYPTED';
  return [
    {
      sql: build(`${kind} PASSWORD ${literal(given.password ?? '')}`, ending),
      shown: build(`${kind} PASSWORD %(password)s`, ending === '' ? '' : '%(expires)s'),
    },
  ];
}

/** The comment and the settings, as far as they differ. */
function furtherStatements(given: Args, role: Row | undefined): Statement[] {
  const name = identifier(given.name);
  const settings = settingsOf(role);
  const wanted = new Map([...given.configuration].map(([key, value]) => [String(key), String(value)] as const));
  const isSame = (key: string, value: string): boolean => settings.get(key) === value;
  const set = [...wanted]
    .filter(([key, value]) => !isSame(key, given.quote_configuration_values ? value : value.replace(/^'(.*)'$/, '$1')))
    .map(([key, value]) => {
      const written = given.quote_configuration_values ? literal(value) : value;
      return `ALTER ROLE ${name} SET ${identifier(key)} TO ${written};`;
    });
  const reset = given.reset_unspecified_configuration
    ? [...settings.keys()]
        .filter((key) => !wanted.has(key))
        .map((key) => `ALTER ROLE ${name} RESET ${identifier(key)};`)
    : [];
  const isCommented = given.comment === undefined || (role?.['comment'] ?? '') === given.comment;
  const comment = isCommented ? [] : [`COMMENT ON ROLE ${name} IS ${literal(given.comment ?? '')}`];
  return [...comment, ...reset, ...set].map((sql) => ({ sql, shown: sql }));
}
