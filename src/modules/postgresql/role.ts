import { fail } from '../../module-kit/index.js';
import type { Row } from './psql.js';
import { literal } from './sql.js';

/** The attributes of a role, by the column that holds them. */
const attributes: Readonly<Record<string, string>> = {
  SUPERUSER: 'rolsuper',
  CREATEROLE: 'rolcreaterole',
  CREATEDB: 'rolcreatedb',
  INHERIT: 'rolinherit',
  LOGIN: 'rolcanlogin',
  REPLICATION: 'rolreplication',
  BYPASSRLS: 'rolbypassrls',
};

/** The flags of `role_attr_flags`, checked: each at most once, in the order written. */
export function parseFlags(text: string): readonly string[] {
  const flags = [
    ...new Set(
      text
        .split(',')
        .map((flag) => flag.trim().toUpperCase())
        .filter((flag) => flag !== ''),
    ),
  ];
  const unknown = flags.filter((flag) => !(flag.replace(/^NO/, '') in attributes));
  if (unknown.length > 0) fail(`Invalid role_attr_flags specified: ${unknown.join(' ')}`);
  return flags;
}

/** Whether a role has every one of the flags. */
export function hasFlags(role: Row, flags: readonly string[]): boolean {
  return flags.every((flag) => {
    const isOff = flag.startsWith('NO');
    return role[attributes[isOff ? flag.slice(2) : flag] ?? ''] === !isOff;
  });
}

/** Asks for a role: its attributes, comment and configuration, and whether its password ends when it should. */
export function roleQuery(name: string, expires: string | undefined): string {
  const isDue = expires === undefined ? 'true' : `coalesce(rolvaliduntil = ${literal(expires)}::timestamptz, false)`;
  return `SELECT r.*, ${isDue} AS is_due, coalesce(shobj_description(r.oid, 'pg_authid'), '') AS comment FROM pg_catalog.pg_roles r WHERE rolname = ${literal(name)}`;
}

/** The settings of a role: `name=value` each. */
export function settingsOf(role: Row | undefined): ReadonlyMap<string, string> {
  const list = role?.['rolconfig'];
  if (!Array.isArray(list)) return new Map();
  return new Map(
    list.map((entry) => {
      const text = String(entry);
      const end = text.indexOf('=');
      return [text.slice(0, end), text.slice(end + 1)];
    }),
  );
}
