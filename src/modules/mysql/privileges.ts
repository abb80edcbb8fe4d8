import { fail } from '../../module-kit/index.js';
import { isDict, type Value } from '../../values/value.js';
import { account, identifier } from './sql.js';

/** What a user may do, by the objects as SQL writes them: `` `app`.* ``, `*.*`, ``FUNCTION `app`.`f` ``. */
export type Privileges = ReadonlyMap<string, readonly string[]>;

/** Reads the argument `priv`: `db.table:PRIV,PRIV/...`, or a dict of the same. */
export function parsePrivileges(value: Value | undefined, keepsCase: boolean): Privileges | undefined {
  if (value === undefined || value === null) return undefined;
  const pairs = isDict(value)
    ? [...value].map(([name, list]): [string, string] => [String(name), String(list)])
    : String(value)
        .split(/\/(?=(?:[^`]*`[^`]*`)*[^`]*$)/)
        .map((piece): [string, string] => splitPair(piece.trim()));
  const privileges = new Map(pairs.map(([name, list]) => [objectName(name), listOf(list, keepsCase)]));
  if (!privileges.has('*.*')) privileges.set('*.*', ['USAGE']);
  return privileges;
}

function splitPair(piece: string): [string, string] {
  const at = piece.lastIndexOf(':');
  if (at < 0) return fail(`invalid privileges string: Invalid privileges: "${piece}" is not db.table:PRIVILEGES`);
  return [piece.slice(0, at), piece.slice(at + 1)];
}

function objectName(name: string): string {
  const [, kind = '', rest = ''] = /^((?:FUNCTION|PROCEDURE|PACKAGE)\s+)?(.*)$/i.exec(name.trim()) ?? [];
  const parts = rest.match(/`(?:[^`]|``)*`|[^.`]+/g) ?? [];
  const [database = '', object = '*'] = parts.length === 2 ? parts : [parts.slice(0, -1).join('.'), parts.at(-1)];
  const quoted = [database, object].map((part) => (part === '*' || part.startsWith('`') ? part : identifier(part)));
  return `${kind.toUpperCase()}${quoted.join('.')}`;
}

/** Privileges at commas outside of parentheses. Columns lie in parentheses, sorted. */
function listOf(text: string, keepsCase: boolean): string[] {
  const words = text.split(/,(?![^(]*\))/).map((word) => {
    const [, name = '', columns] = /^\s*([^(]*?)\s*(?:\((.*)\))?\s*$/.exec(word) ?? [];
    const upper = shortName(name.toUpperCase());
    if (columns === undefined) return upper;
    const list = columns.split(',').map((column) => column.trim().replaceAll('`', ''));
    return `${upper} (${list
      .map((column) => (keepsCase ? column : column.toUpperCase()))
      .sort()
      .join(', ')})`;
  });
  return [...new Set(words.filter((word) => word !== ''))];
}

function shortName(name: string): string {
  if (name === 'ALL PRIVILEGES') return 'ALL';
  return name === 'GRANT OPTION' || name === 'WITH GRANT OPTION' ? 'GRANT' : name;
}

/** What SHOW GRANTS tells, one grant a line. */
export function readGrants(lines: readonly string[], keepsCase: boolean): Privileges {
  const privileges = new Map<string, string[]>();
  for (const line of lines) {
    const [, list, object, rest = ''] =
      /^GRANT (.+?) ON ((?:FUNCTION |PROCEDURE |PACKAGE )?(?:\*|`(?:[^`]|``)*`)\.(?:\*|`(?:[^`]|``)*`)) TO (.*)$/.exec(
        line,
      ) ?? [];
    if (list === undefined || object === undefined) continue;
    const option = /WITH GRANT OPTION/.test(rest) ? ['GRANT'] : [];
    const all = [...(privileges.get(object) ?? []), ...listOf(list, keepsCase), ...option];
    privileges.set(object, all.length > 1 ? all.filter((word) => word !== 'USAGE') : all);
  }
  return new Map([...privileges].map(([object, list]) => [object, collapse(list)]));
}

/** MySQL 8 lists every privilege where ALL was granted. */
const all =
  'SELECT,INSERT,UPDATE,DELETE,CREATE,DROP,RELOAD,SHUTDOWN,PROCESS,FILE,REFERENCES,INDEX,ALTER,SHOW DATABASES,SUPER,CREATE TEMPORARY TABLES,LOCK TABLES,EXECUTE,REPLICATION SLAVE,REPLICATION CLIENT,CREATE VIEW,SHOW VIEW,CREATE ROUTINE,ALTER ROUTINE,CREATE USER,EVENT,TRIGGER,CREATE TABLESPACE,CREATE ROLE,DROP ROLE'.split(
    ',',
  );

function collapse(list: readonly string[]): string[] {
  if (!all.every((word) => list.includes(word))) return [...list];
  return ['ALL', ...(list.includes('GRANT') ? ['GRANT'] : [])];
}

export interface Rewrite {
  readonly sql: readonly string[];
  readonly message: string;
}

export type Manner = 'exact' | 'append' | 'subtract';

/** The statements from what a user may do to what it shall do, and what is told of them. */
export function privilegeChanges(
  user: { readonly name: string; readonly host: string },
  { now, wanted, manner }: { readonly now: Privileges; readonly wanted: Privileges; readonly manner: Manner },
): Rewrite {
  const who = account(user.name, user.host);
  const sql: string[] = [];
  let message = '';
  for (const [object, list] of manner === 'exact' ? now : []) {
    if (wanted.has(object) || (list.length === 1 && list[0] === 'USAGE')) continue;
    sql.push(...revokeSql(object, list, who));
    message = 'Privileges updated';
  }
  for (const [object, list] of manner === 'subtract' ? [] : wanted) {
    if (now.has(object)) continue;
    if (object === '*.*' && list.join() === 'USAGE') continue;
    sql.push(grantSql(object, list, who));
    message = 'New privileges granted';
  }
  for (const [object, list] of now) {
    const wish = wanted.get(object);
    if (!wish) continue;
    const { granted, revoked } = differences(list, wish, manner);
    if (granted.length + revoked.length === 0) continue;
    if (revoked.length > 0) sql.push(...revokeSql(object, revoked, who));
    if (granted.length > 0) sql.push(grantSql(object, granted, who));
    message = `Privileges updated: granted ${shown(granted)}, revoked ${shown(revoked)}`;
  }
  return { sql, message };
}

function differences(
  now: readonly string[],
  wish: readonly string[],
  manner: Manner,
): { granted: string[]; revoked: string[] } {
  if (manner === 'subtract')
    return { granted: [], revoked: wish.filter((word) => now.includes(word) && word !== 'USAGE') };
  const covers = now.includes('ALL') && manner === 'append';
  const missing = wish.filter(
    (word) => !now.includes(word) && !(covers && word !== 'GRANT') && !(manner === 'append' && word === 'USAGE'),
  );
  const granted = missing.length === 1 && missing[0] === 'GRANT' ? [...missing, 'USAGE'] : missing;
  const isCovered = (word: string): boolean => wish.includes('ALL') && word !== 'GRANT';
  const revoked =
    manner === 'append' ? [] : now.filter((word) => !wish.includes(word) && word !== 'USAGE' && !isCovered(word));
  // Taking everything away leaves the bare right to log in: there is nothing to grant for it.
  return { granted, revoked };
}

function shown(list: readonly string[]): string {
  return `[${[...list]
    .sort()
    .map((word) => `'${word}'`)
    .join(', ')}]`;
}

function revokeSql(object: string, list: readonly string[], who: string): string[] {
  const others = list.filter((word) => word !== 'GRANT');
  return [
    ...(list.includes('GRANT') ? [`REVOKE GRANT OPTION ON ${object} FROM ${who}`] : []),
    ...(others.length > 0 ? [`REVOKE ${others.map(columnsQuoted).join(',')} ON ${object} FROM ${who}`] : []),
  ];
}

function grantSql(object: string, list: readonly string[], who: string): string {
  const others = list.filter((word) => word !== 'GRANT');
  const words = others.length === 0 ? ['USAGE'] : others;
  return `GRANT ${words.map(columnsQuoted).join(',')} ON ${object} TO ${who}${list.includes('GRANT') ? ' WITH GRANT OPTION' : ''}`;
}

/** Privileges are words; what is no word is left for the server to refuse, without a way to add SQL. */
function columnsQuoted(privilege: string): string {
  const [, name = '', columns] = /^([^(]*?)\s*(?:\((.*)\))?$/.exec(privilege) ?? [];
  if (!/^[A-Z_ ]+$/.test(name)) fail(`Error granting privileges, invalid priv string: ${privilege}`);
  return columns === undefined ? name : `${name} (${columns.split(', ').map(identifier).join(', ')})`;
}
