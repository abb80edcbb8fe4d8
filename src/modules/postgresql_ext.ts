import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { connectionArguments, type Login } from './postgresql/arguments.js';
import { execute, select, type Row } from './postgresql/psql.js';
import { checkTrust, identifier, literal } from './postgresql/sql.js';

const args = {
  ...connectionArguments,
  login_db: arg.string({ required: true, aliases: ['db'], doc: 'The database.' }),
  name: arg.string({ required: true, aliases: ['ext'], doc: 'The extension.' }),
  schema: arg.string({ doc: 'The schema that it is put into.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it is there.' }),
  cascade: arg.boolean({ default: false, doc: 'Add or remove what depends on it too.' }),
  version: arg.string({ doc: 'Its version, or latest.' }),
  comment: arg.string({ doc: 'A comment; an empty one removes it.' }),
} as const;

export const postgresqlExt = defineModule({
  name: 'community.postgresql.postgresql_ext',
  aliases: ['community.general.postgresql_ext'],
  summary: 'Add, update or remove an extension of a PostgreSQL database.',
  args,
  examples: ['community.postgresql.postgresql_ext: { name: pg_stat_statements, login_db: acme }'],
  *run({ name, schema, state, cascade, version, comment, ...given }): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, name, schema, version, given.session_role, comment);
    const found = yield* select(login, {
      installed: `SELECT extversion AS version, coalesce(obj_description(e.oid, 'pg_extension'), '') AS comment FROM pg_extension e WHERE extname = ${literal(name)}`,
      available: `SELECT default_version AS version, (SELECT array_agg(v.version) FROM pg_available_extension_versions v WHERE v.name = a.name) AS versions FROM pg_available_extensions a WHERE name = ${literal(name)}`,
    });
    const [installed, available] = [found.installed[0], found.available[0]];
    const before = String(installed?.['version'] ?? '');
    const id = identifier(name);
    const further = cascade ? ' CASCADE' : '';
    if (state === 'absent') {
      const sql = installed ? [`DROP EXTENSION ${id}${further}`] : [];
      return yield* apply(login, { name, before, after: '', sql });
    }
    if (!available) fail(`Extension ${name} is not available`);
    const after = versionOf(version, { installed, available, name });
    const where = schema === undefined ? '' : ` WITH SCHEMA ${identifier(schema)}`;
    const at = version === undefined || version === 'latest' ? '' : ` VERSION ${literal(version)}`;
    const create = `CREATE EXTENSION ${id}${where}${at}${further}`;
    const update = before === after ? [] : [`ALTER EXTENSION ${id} UPDATE TO ${literal(after)}`];
    const isCommented = comment === undefined || (installed && installed['comment'] === comment);
    const remark = isCommented ? [] : [`COMMENT ON EXTENSION ${id} IS ${literal(comment)}`];
    return yield* apply(login, { name, before, after, sql: [...(installed ? update : [create]), ...remark] });
  },
});

function versionOf(
  wanted: string | undefined,
  { installed, available, name }: { installed: Row | undefined; available: Row; name: string },
): string {
  const newest = String(available['version']);
  if (wanted === undefined) return installed ? String(installed['version']) : newest;
  if (wanted === 'latest') return newest;
  const versions = available['versions'];
  if (Array.isArray(versions) && versions.map(String).includes(wanted)) return wanted;
  return fail(
    `Passed version '${wanted}' has no valid update path from the currently installed version '${String(installed?.['version'] ?? '')}' or the passed version is not available (${name})`,
  );
}

interface Step {
  readonly name: string;
  readonly before: string;
  readonly after: string;
  readonly sql: readonly string[];
}

function* apply(login: Login, { name, before, after, sql }: Step): Conversation<Result> {
  const told = { db: login.database, ext: name, prev_version: before };
  if (sql.length === 0) return { ...told, version: before, queries: [] };
  const what = after === '' ? 'remove extension' : before === '' ? 'add extension' : 'change extension';
  const outcome = yield* execute(login, { what, before, after, sql, failure: 'Database query failed: ' });
  return { ...told, version: outcome ? after : before, queries: outcome ? sql : [] };
}
