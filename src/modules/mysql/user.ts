import { createHash } from 'node:crypto';
import { fail, type ValuesOf } from '../../module-kit/index.js';
import type { Value } from '../../values/value.js';
import type { Row } from './client.js';
import { account, literal } from './sql.js';
import type { userArguments } from './user-arguments.js';

export type UserArguments = ValuesOf<typeof userArguments>;

/** A user as the server has it. */
export interface User {
  readonly host: string;
  readonly row: Row;
  /** What SHOW CREATE USER tells. */
  readonly definition: string;
  readonly grants: readonly string[];
}

/** The hash that mysql_native_password keeps. */
export function nativeHash(password: string): string {
  const once = createHash('sha1').update(password).digest();
  return `*${createHash('sha1').update(once).digest('hex').toUpperCase()}`;
}

/** How a user proves who it is, as the task asks for it; `undefined` when it says nothing of it. */
export function authenticationOf(args: UserArguments, isMaria: boolean): string | undefined {
  const { password, encrypted, plugin, plugin_hash_string, plugin_auth_string } = args;
  if (plugin !== undefined) {
    const name = word(plugin, 'plugin');
    if (plugin_hash_string !== undefined) return `IDENTIFIED WITH ${name} AS ${literal(plugin_hash_string)}`;
    if (plugin_auth_string === undefined) return `IDENTIFIED WITH ${name}`;
    const by = ['pam', 'ed25519', 'auth_pam'].includes(name) ? (isMaria ? 'USING' : 'AS') : isMaria ? 'USING' : 'BY';
    const text = literal(plugin_auth_string);
    return `IDENTIFIED WITH ${name} ${by} ${isMaria && name === 'ed25519' ? `PASSWORD(${text})` : text}`;
  }
  if (password === undefined) return undefined;
  if (!encrypted && password !== '' && isMaria) return `IDENTIFIED BY ${literal(password)}`;
  const hash = encrypted ? password : password === '' ? '' : nativeHash(password);
  if (isMaria) return `IDENTIFIED BY PASSWORD ${literal(hash)}`;
  return `IDENTIFIED WITH mysql_native_password AS ${literal(hash)}`;
}

function word(text: string, what: string): string {
  return /^\w+$/.test(text) ? text : fail(`${what} must be a plain word, not "${text}"`);
}

/** Whether a user proves who it is in another way than the task asks for. */
export function isOtherAuthentication(args: UserArguments, { row }: User): boolean {
  const { password, encrypted, plugin, plugin_hash_string, plugin_auth_string } = args;
  const hash = row.get('authentication_string') || row.get('Password') || '';
  if (plugin !== undefined) {
    if (plugin !== row.get('plugin')) return true;
    if (plugin_hash_string !== undefined) return plugin_hash_string !== hash;
    if (plugin_auth_string === undefined) return false;
    return plugin_auth_string !== hash && nativeHash(plugin_auth_string) !== hash;
  }
  if (password === undefined) return false;
  const isNative = ['', 'mysql_native_password'].includes(row.get('plugin') ?? '');
  return !isNative || hash !== (encrypted ? password : password === '' ? '' : nativeHash(password));
}

/** What TLS must prove: `SSL`, `X509`, or some of subject, issuer and cipher. */
export type TlsRules = Readonly<Record<string, string>>;

export function wantedTls(given: ReadonlyMap<Value, Value> | undefined): TlsRules {
  const rules = Object.fromEntries(
    [...(given ?? [])].map(([name, value]) => [String(name).toUpperCase(), value === null ? '' : String(value)]),
  );
  const unknown = Object.keys(rules).find((name) => !['SSL', 'X509', 'SUBJECT', 'ISSUER', 'CIPHER'].includes(name));
  if (unknown !== undefined) fail(`tls_requires: "${unknown}" is not SSL, X509, SUBJECT, ISSUER or CIPHER`);
  if ('X509' in rules) return { X509: '' };
  return 'SSL' in rules ? { SSL: '' } : rules;
}

export function presentTls({ row }: User): TlsRules {
  const type = row.get('ssl_type') ?? '';
  if (type === 'ANY') return { SSL: '' };
  if (type === 'X509') return { X509: '' };
  if (type !== 'SPECIFIED') return {};
  const columns = { SUBJECT: 'x509_subject', ISSUER: 'x509_issuer', CIPHER: 'ssl_cipher' };
  return Object.fromEntries(
    Object.entries(columns).flatMap(([name, column]) => (row.get(column) ? [[name, row.get(column) ?? '']] : [])),
  );
}

export function tlsSql(rules: TlsRules): string {
  const words = Object.entries(rules).map(([name, value]) => (value === '' ? name : `${name} ${literal(value)}`));
  return `REQUIRE ${words.length === 0 ? 'NONE' : words.join(' AND ')}`;
}

/** The columns of the limits. */
const limitColumns: Readonly<Record<string, string>> = {
  MAX_QUERIES_PER_HOUR: 'max_questions',
  MAX_UPDATES_PER_HOUR: 'max_updates',
  MAX_CONNECTIONS_PER_HOUR: 'max_connections',
  MAX_USER_CONNECTIONS: 'max_user_connections',
  MAX_STATEMENT_TIME: 'max_statement_time',
};

/** The limits that a user does not have as the task asks for. */
export function otherLimits(args: UserArguments, user: User | undefined): string | undefined {
  const wanted = [...(args.resource_limits ?? [])].map(([name, value]): [string, number] => [
    String(name).toUpperCase(),
    Number(value),
  ]);
  const unknown = wanted.find(([name]) => !(name in limitColumns))?.[0];
  if (unknown !== undefined) fail(`resource_limits: the server does not know "${unknown}"`);
  const different = wanted.filter(([name, value]) => Number(user?.row.get(limitColumns[name] ?? '') ?? 0) !== value);
  return different.length === 0 ? undefined : `WITH ${different.map(([name, value]) => `${name} ${value}`).join(' ')}`;
}

/** How the password ends, when it does not end so already. */
export function expirySql(args: UserArguments, user: User | undefined): string | undefined {
  const { password_expire, password_expire_interval } = args;
  if (password_expire === undefined) return undefined;
  if (password_expire === 'interval' && !password_expire_interval)
    fail('password_expire_interval value should be positive number');
  if (password_expire === 'now') return user?.row.get('password_expired') === 'Y' ? undefined : 'PASSWORD EXPIRE';
  const words = { never: 'NEVER', default: 'DEFAULT', interval: `INTERVAL ${password_expire_interval ?? 0} DAY` };
  const sql = `PASSWORD EXPIRE ${words[password_expire]}`;
  const isDefault = password_expire === 'default' && !/PASSWORD EXPIRE (?:NEVER|INTERVAL)/.test(user?.definition ?? '');
  return user && (isDefault || user.definition.includes(sql)) ? undefined : sql;
}

export function isLocked(user: User): boolean {
  return user.definition.includes('ACCOUNT LOCK');
}

/** An ALTER USER with one clause. */
export function alterUser(name: string, host: string, clause: string): string {
  return `ALTER USER ${account(name, host)} ${clause}`;
}
