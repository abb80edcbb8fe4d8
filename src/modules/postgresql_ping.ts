import { ask, defineModule } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { connectionArguments, databaseArgument } from './postgresql/arguments.js';
import { query } from './postgresql/psql.js';
import { checkTrust } from './postgresql/sql.js';

export const postgresqlPing = defineModule({
  name: 'community.postgresql.postgresql_ping',
  summary: 'Tell whether a PostgreSQL server answers, and its version.',
  args: { ...connectionArguments, ...databaseArgument },
  examples: ['community.postgresql.postgresql_ping: { login_db: acme }'],
  *run(args) {
    checkTrust(args.trust_input, args.session_role);
    const { found } = yield* ask({ found: query({ ...args, database: args.login_db }, 'SELECT version() AS raw') });
    if ('problem' in found)
      return {
        is_available: false,
        conn_err_msg: found.problem,
        server_version: {},
        warnings: [`PostgreSQL server is unavailable: ${found.problem}`],
      };
    return { is_available: true, conn_err_msg: '', server_version: versionOf(String(found.rows[0]?.['raw'] ?? '')) };
  },
});

function versionOf(raw: string): Readonly<Record<string, Json>> {
  const full = /\s([\d.]+)/.exec(raw)?.[1] ?? '';
  const [major = 0, minor = 0, patch] = full.split('.').map(Number);
  return { raw, full, major, minor, ...(patch === undefined ? {} : { patch }) };
}
