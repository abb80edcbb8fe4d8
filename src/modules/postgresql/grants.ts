import { fail } from '../../module-kit/index.js';
import { identifier, literal, literals } from './sql.js';

/** What is granted or revoked. */
export interface Wish {
  readonly type: ObjectType;
  readonly isGranted: boolean;
  /** Upper case. */
  readonly privileges: readonly string[];
  readonly objects: readonly string[] | 'ALL_IN_SCHEMA';
  /** `undefined` when the schema is said to be left open. */
  readonly schema: string | undefined;
  /** As SQL writes them. */
  readonly roles: readonly string[];
  readonly targetRoles: readonly string[];
  readonly grantOption: boolean | undefined;
}

export const objectTypes = [
  'database',
  'default_privs',
  'foreign_data_wrapper',
  'foreign_server',
  'function',
  'group',
  'language',
  'table',
  'tablespace',
  'schema',
  'sequence',
  'type',
  'procedure',
  'parameter',
] as const;

export type ObjectType = (typeof objectTypes)[number];

/** Kinds whose objects lie in a schema. */
export const inSchema: ReadonlySet<ObjectType> = new Set([
  'table',
  'sequence',
  'function',
  'procedure',
  'type',
  'default_privs',
]);

/** The statements that fulfil a wish. */
export function grantSql(wish: Wish): string {
  if (wish.type === 'default_privs') return defaultSql(wish);
  const what = wish.type === 'group' ? objectsOf(wish) : `${wish.privileges.join(',')} ON ${objectsOf(wish)}`;
  const roles = wish.roles.join(',');
  const option = wish.type === 'group' ? 'ADMIN' : 'GRANT';
  if (!wish.isGranted) return `REVOKE ${what} FROM ${roles};`;
  const further = wish.grantOption === true ? ` WITH ${option} OPTION` : '';
  const grant = `GRANT ${what} TO ${roles}${further};`;
  return wish.grantOption === false ? `${grant}\nREVOKE ${option} OPTION FOR ${what} FROM ${roles};` : grant;
}

function objectsOf({ type, objects, schema }: Wish): string {
  const place = schema === undefined ? '' : `${identifier(schema)}.`;
  if (objects === 'ALL_IN_SCHEMA') return `ALL ${type.toUpperCase()}S IN SCHEMA ${identifier(schema ?? 'public')}`;
  if (type === 'group') return objects.map(identifier).join(',');
  const words = type.replaceAll('_', ' ');
  if (type === 'parameter') return `${words} ${objects.map(parameterName).join(',')}`;
  if (type === 'function' || type === 'procedure')
    return `${words} ${objects.map((object) => `${place}${callable(object)}`).join(',')}`;
  return `${words} ${objects.map((object) => `${inSchema.has(type) ? place : ''}${identifier(object)}`).join(',')}`;
}

/** A function with the types of its arguments; a colon stands for the comma between them. */
function callable(object: string): string {
  const [, name, types] = /^([^(]+)\(([\w\s:,.[\]"]*)\)$/.exec(object) ?? [];
  if (name === undefined || types === undefined) return fail(`Illegal function / procedure signature: "${object}".`);
  return `${identifier(name)}(${types.replaceAll(':', ',')})`;
}

function parameterName(name: string): string {
  return /^[A-Za-z_][\w.]*$/.test(name) ? name : fail(`"${name}" is no name of a setting`);
}

const defaultKinds: ReadonlySet<string> = new Set(['TABLES', 'SEQUENCES', 'FUNCTIONS', 'TYPES', 'SCHEMAS']);

/** Default privileges: what was granted before is taken away first, so that no others are left. */
function defaultSql({ isGranted, privileges, objects, schema, roles, targetRoles, grantOption }: Wish): string {
  const kinds =
    objects === 'ALL_IN_SCHEMA' || objects.includes('ALL_DEFAULT')
      ? ['FUNCTIONS', 'TABLES', 'TYPES', 'SEQUENCES']
      : objects;
  const unknown = kinds.find((kind) => !defaultKinds.has(kind));
  if (unknown !== undefined) fail(`Invalid Object set specified: frozenset({'${unknown}'})`);
  const owners = targetRoles.length === 0 ? '' : ` FOR ROLE ${targetRoles.map(identifier).join(',')}`;
  const place = schema === undefined ? '' : ` IN SCHEMA ${identifier(schema)}`;
  const alter = `ALTER DEFAULT PRIVILEGES${owners}${place}`;
  const to = roles.join(',');
  const revoke = kinds.map((kind) => `${alter} REVOKE ALL ON ${kind} FROM ${to};`);
  if (!isGranted) return revoke.join('\n');
  const wanted = privileges.join(',');
  const further = grantOption === true ? ' WITH GRANT OPTION' : '';
  const grant = kinds.map((kind) => `${alter} GRANT ${wanted} ON ${kind} TO ${to}${further};`);
  const withdraw = kinds.map((kind) => `${alter} REVOKE GRANT OPTION FOR ${wanted} ON ${kind} FROM ${to};`);
  return [...revoke, ...grant, ...(grantOption === false ? withdraw : [])].join('\n');
}

/** The catalogue of each kind: the relation, the column with the privileges, and what narrows it down. */
const catalogues: Readonly<Record<Exclude<ObjectType, 'group'>, readonly [string, string, string?]>> = {
  database: ['pg_database', 'datacl'],
  default_privs: ['pg_default_acl', 'defaclacl'],
  foreign_data_wrapper: ['pg_foreign_data_wrapper', 'fdwacl'],
  foreign_server: ['pg_foreign_server', 'srvacl'],
  function: ['pg_proc', 'proacl', 'pronamespace'],
  language: ['pg_language', 'lanacl'],
  table: ['pg_class', 'relacl', 'relnamespace'],
  tablespace: ['pg_tablespace', 'spcacl'],
  schema: ['pg_namespace', 'nspacl'],
  sequence: ['pg_class', 'relacl', 'relnamespace'],
  type: ['pg_type', 'typacl', 'typnamespace'],
  procedure: ['pg_proc', 'proacl', 'pronamespace'],
  parameter: ['pg_parameter_acl', 'paracl'],
};

/** A query whose one text is another one when privileges of the kind have changed. */
export function privilegesQuery({ type, schema, objects }: Wish): string {
  if (type === 'group') {
    const groups = objects === 'ALL_IN_SCHEMA' ? [] : objects;
    return `SELECT md5(coalesce(string_agg(a::text, ' ' ORDER BY a::text), '')) FROM (SELECT roleid, member, admin_option FROM pg_auth_members WHERE roleid IN (SELECT oid FROM pg_roles WHERE rolname IN (${literals(groups)}))) a;`;
  }
  const [relation, column, namespace] = catalogues[type];
  const where =
    namespace === undefined || schema === undefined
      ? ''
      : ` WHERE ${namespace} IN (SELECT oid FROM pg_namespace WHERE nspname = ${literal(schema)})`;
  return `SELECT md5(coalesce(string_agg(a, ' ' ORDER BY a), '')) FROM (SELECT ${type === 'default_privs' ? "concat_ws('/', defaclrole, defaclnamespace, defaclobjtype)" : 'oid'} || ' ' || unnest(${column})::text AS a FROM ${relation}${where}) b;`;
}
