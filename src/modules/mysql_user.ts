import { defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import type { Login } from './mysql/arguments.js';
import { execute, implicitLogin, look, type ResultSet } from './mysql/client.js';
import { parsePrivileges, privilegeChanges, readGrants, type Privileges } from './mysql/privileges.js';
import { account, identifier, literal } from './mysql/sql.js';
import { userArguments } from './mysql/user-arguments.js';
import {
  alterUser,
  authenticationOf,
  expirySql,
  isLocked,
  isOtherAuthentication,
  otherLimits,
  presentTls,
  tlsSql,
  wantedTls,
  type User,
  type UserArguments,
} from './mysql/user.js';

export const mysqlUser = defineModule({
  name: 'community.mysql.mysql_user',
  aliases: ['community.general.mysql_user'],
  summary: 'Create, change or remove a user of a MySQL or MariaDB server.',
  args: userArguments,
  rules: { mutuallyExclusive: [['append_privs', 'subtract_privs']] },
  examples: ['community.mysql.mysql_user: { name: grafana, password: "{{ secret }}", priv: "grafana.*:ALL" }'],
  *run(args, target): Conversation<Result> {
    check(args);
    const privileges = parsePrivileges(args.priv, args.column_case_sensitive ?? false);
    const given: Login = { ...args, database: args.force_context ? 'mysql' : undefined };
    const login = yield* implicitLogin(given, args.check_implicit_admin);
    const server = yield* findUsers(login, args, target.home);
    const users = server.users.filter(({ host }) => args.host_all || host === args.host);
    const told = { user: args.name, password_changed: false, attributes: null };
    if (args.state === 'absent') return { ...told, ...(yield* remove(login, args, users)) };
    if (users.length === 0) return { ...told, ...(yield* create(login, args, { ...server, privileges })) };
    return { ...told, attributes: {}, ...(yield* update(login, args, { ...server, users, privileges })) };
  },
});

function check(args: UserArguments): void {
  if (args.encrypted && args.password && !/^\*[0-9A-F]{40}$/i.test(args.password))
    fail('encrypted was specified however it does not appear to be a valid hash expecting: *SHA1(SHA1(your_password))');
  if (args.salt !== undefined)
    fail('salt is not supported: give the hash itself with plugin_hash_string, which is idempotent too');
  if (args.attributes !== undefined) fail('attributes are not supported: set them with mysql_query');
}

interface Server {
  readonly users: readonly User[];
  readonly isMaria: boolean;
}

/** All users of the name, with what they may do, in one trip for those hosts that are known. */
function* findUsers(login: Login, args: UserArguments, home: string): Conversation<Server> {
  const who = account(args.name, args.host);
  const about = (host: string): string[] => [`SHOW GRANTS FOR ${host}`, `SHOW CREATE USER ${host}`];
  const sets = yield* look(
    login,
    ['SELECT VERSION() AS version', `SELECT * FROM mysql.user WHERE User = ${literal(args.name)}`, ...about(who)],
    home,
  );
  const isMaria = (sets[0]?.rows[0]?.get('version') ?? '').includes('Maria');
  const rows = (sets.find(({ statement }) => statement.startsWith('SELECT * FROM mysql.user'))?.rows ?? []).filter(
    (row) => row.get('is_role') !== 'Y',
  );
  const hosts = rows.map((row) => row.get('Host') ?? '');
  const others = args.host_all ? hosts.filter((host) => host !== args.host) : [];
  const further =
    others.length === 0
      ? []
      : yield* look(
          login,
          others.flatMap((host) => about(account(args.name, host))),
          home,
        );
  const all = [...sets, ...further];
  const users = rows.map((row, index) => {
    const host = hosts[index] ?? '';
    const [grants = '', definition = ''] = about(account(args.name, host));
    return { host, row, grants: textsOf(all, grants), definition: textsOf(all, definition)[0] ?? '' };
  });
  return { users, isMaria };
}

function textsOf(sets: readonly ResultSet[], statement: string): string[] {
  const found = sets.find((set) => set.statement === statement);
  return (found?.rows ?? []).map((row) => [...row.values()][0] ?? '');
}

function* remove(login: Login, args: UserArguments, users: readonly User[]): Conversation<Result> {
  if (users.length === 0) return { msg: "User doesn't exist" };
  const sql = users.map(({ host }) => `DROP USER ${account(args.name, host)}`);
  yield* execute(login, { what: 'remove user', before: args.name, sql: inSession(args, sql) });
  return { msg: 'User deleted' };
}

type Wish = Server & { readonly privileges: Privileges | undefined };

function* create(login: Login, args: UserArguments, { users, isMaria, privileges }: Wish): Conversation<Result> {
  if (args.host_all) fail('parameter "host_all" cannot be used when adding a user');
  const twin = args.update_password === 'on_new_username' ? users[0] : undefined;
  const inherited = twin && inheritedAuthentication(twin, isMaria);
  const authentication = inherited ?? authenticationOf(args, isMaria) ?? '';
  const who = account(args.name, args.host);
  const tls = Object.keys(wantedTls(args.tls_requires)).length > 0 ? [tlsSql(wantedTls(args.tls_requires))] : [];
  const clauses = [otherLimits(args, undefined), expirySql(args, undefined), args.locked ? 'ACCOUNT LOCK' : undefined];
  const grants = privileges
    ? privilegeChanges({ name: args.name, host: args.host }, { now: new Map(), wanted: privileges, manner: 'append' })
        .sql
    : [];
  const sql = [
    ['CREATE USER', who, authentication, ...tls].filter((part) => part !== '').join(' '),
    ...clauses.flatMap((clause) => (clause === undefined ? [] : [alterUser(args.name, args.host, clause)])),
    ...(args.subtract_privs ? [] : grants),
  ];
  const what = { what: 'create user', after: `${args.name}@${args.host}`, sql: inSession(args, sql) };
  const outcome = yield* execute(login, { ...what, failure: 'invalid privileges string: ' });
  return { msg: 'User added', password_changed: outcome ? twin === undefined : null };
}

/** The way in which the same user logs in from elsewhere. */
function inheritedAuthentication({ row }: User, isMaria: boolean): string {
  const hash = row.get('authentication_string') || row.get('Password') || '';
  const plugin = row.get('plugin') || 'mysql_native_password';
  if (!isMaria || plugin !== 'mysql_native_password') return `IDENTIFIED WITH ${plugin} AS ${literal(hash)}`;
  return `IDENTIFIED BY PASSWORD ${literal(hash)}`;
}

function* update(login: Login, args: UserArguments, { users, isMaria, privileges }: Wish): Conversation<Result> {
  const rewrites = users.map((user) => rewriteOf(args, { user, isMaria, privileges }));
  const sql = rewrites.flatMap((rewrite) => rewrite.sql);
  const password_changed = rewrites.some((rewrite) => rewrite.isNewPassword);
  if (sql.length === 0) return { msg: 'User unchanged', password_changed };
  yield* execute(login, {
    what: 'change user',
    after: args.name,
    sql: inSession(args, sql),
    failure: 'Error granting privileges, ',
  });
  const msg = rewrites.map(({ message }) => message).findLast((message) => message !== '') ?? 'User unchanged';
  return { msg, password_changed };
}

interface Change {
  readonly sql: readonly string[];
  readonly message: string;
  readonly isNewPassword: boolean;
}

function rewriteOf(args: UserArguments, { user, isMaria, privileges }: Omit<Wish, 'users'> & { user: User }): Change {
  const alter = (clause: string): string => alterUser(args.name, user.host, clause);
  const isNewPassword = args.update_password === 'always' && isOtherAuthentication(args, user);
  const tls = wantedTls(args.tls_requires);
  const isOtherTls = tlsSql(tls) !== tlsSql(presentTls(user));
  const [limits, expiry] = [otherLimits(args, user), expirySql(args, user)];
  const isOtherLock = args.locked !== undefined && args.locked !== isLocked(user);
  const steps: (readonly [string | undefined, string])[] = [
    [isNewPassword ? authenticationOf(args, isMaria) : undefined, 'Password updated (new style)'],
    [expiry, 'Password expiration updated'],
  ];
  const later: typeof steps = [
    [isOtherTls ? tlsSql(tls) : undefined, 'TLS requires updated'],
    [limits, ''],
    [
      isOtherLock ? `ACCOUNT ${args.locked ? 'LOCK' : 'UNLOCK'}` : undefined,
      args.locked ? 'User locked' : 'User unlocked',
    ],
  ];
  const manner = args.append_privs ? 'append' : args.subtract_privs ? 'subtract' : 'exact';
  const now = readGrants(user.grants, args.column_case_sensitive ?? false);
  const grants = privileges
    ? privilegeChanges({ name: args.name, host: user.host }, { now, wanted: privileges, manner })
    : { sql: [], message: '' };
  const clauses = (list: typeof steps): string[] =>
    list.flatMap(([clause]) => (clause === undefined ? [] : [alter(clause)]));
  const messages = [...steps, [grants.sql.length > 0 ? '' : undefined, grants.message] as const, ...later];
  return {
    sql: [...clauses(steps), ...grants.sql, ...clauses(later)],
    message: messages.filter(([clause, text]) => clause !== undefined && text !== '').at(-1)?.[1] ?? '',
    isNewPassword,
  };
}

function inSession(args: UserArguments, sql: readonly string[]): string[] {
  const variables = [...(args.session_vars ?? [])].map(
    ([name, value]) =>
      `SET SESSION ${identifier(String(name))} = ${typeof value === 'number' ? value : literal(String(value))}`,
  );
  return [...variables, ...(args.sql_log_bin ? [] : ['SET SQL_LOG_BIN=0']), ...sql];
}
