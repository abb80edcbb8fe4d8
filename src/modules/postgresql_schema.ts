import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { connectionArguments, type Login } from './postgresql/arguments.js';
import { execute, select } from './postgresql/psql.js';
import { checkTrust, identifier, literal } from './postgresql/sql.js';

export const postgresqlSchema = defineModule({
  name: 'community.postgresql.postgresql_schema',
  summary: 'Create, change or remove a schema of a PostgreSQL database.',
  args: {
    ...connectionArguments,
    login_db: arg.string({ default: 'postgres', aliases: ['db', 'database'], doc: 'The database.' }),
    name: arg.string({ required: true, aliases: ['schema'], doc: 'The schema.' }),
    owner: arg.string({ default: '', doc: 'The role that owns it.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether it exists.' }),
    cascade_drop: arg.boolean({ default: false, doc: 'Remove what is in it too.' }),
    comment: arg.string({ doc: 'A comment; an empty one removes it.' }),
  },
  examples: ['community.postgresql.postgresql_schema: { name: metrics, login_db: acme, owner: grafana }'],
  *run({ name, owner, state, cascade_drop, comment, ...given }): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, name, owner, given.session_role, comment);
    const { found } = yield* select(login, {
      found: `SELECT pg_get_userbyid(nspowner) AS owner, coalesce(obj_description(oid, 'pg_namespace'), '') AS comment FROM pg_namespace WHERE nspname = ${literal(name)}`,
    });
    const schema = found[0];
    const id = identifier(name);
    const isCommented = comment === undefined || comment === (schema?.['comment'] ?? '');
    const commenting = isCommented ? [] : [`COMMENT ON SCHEMA ${id} IS ${literal(comment)}`];
    const owning = owner !== '' && schema && schema['owner'] !== owner;
    const creating = `CREATE SCHEMA ${id}${owner === '' ? '' : ` AUTHORIZATION ${identifier(owner)}`}`;
    const sql =
      state === 'absent'
        ? schema
          ? [`DROP SCHEMA ${id}${cascade_drop ? ' CASCADE' : ''}`]
          : []
        : [
            ...(schema ? [] : [creating]),
            ...(owning ? [`ALTER SCHEMA ${id} OWNER TO ${identifier(owner)}`] : []),
            ...commenting,
          ];
    if (sql.length === 0) return { schema: name, queries: [] };
    const what = state === 'absent' ? 'remove schema' : schema ? 'change schema' : 'create schema';
    const outcome = yield* execute(login, { what, after: name, sql, failure: 'Database query failed: ' });
    return outcome ? { schema: name, queries: sql } : { schema: name };
  },
});
