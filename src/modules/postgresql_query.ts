import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import type { Json } from '../values/json.js';
import { Float, isList, type Value } from '../values/value.js';
import { connectionArguments, databaseArgument, type Login } from './postgresql/arguments.js';
import { bind } from './postgresql/parameters.js';
import { problemOf } from './postgresql/psql.js';
import { readAnswers, runSql, type Answer } from './postgresql/results.js';
import { checkTrust, identifier, literal } from './postgresql/sql.js';

const args = {
  ...connectionArguments,
  ...databaseArgument,
  query: arg.raw({ doc: 'A statement of SQL, or a list of them.' }),
  positional_args: arg.list(arg.raw({ doc: 'A value.' }))({ doc: 'Values for %s.' }),
  named_args: arg.dict({ doc: 'Values for %(name)s.' }),
  autocommit: arg.boolean({ default: false, doc: 'Without a transaction, for what refuses to be in one.' }),
  encoding: arg.string({ doc: 'The encoding of the session.' }),
  search_path: arg.list(arg.string({ doc: 'A schema.' }))({ doc: 'The schemas that names are looked up in.' }),
} as const;

export const postgresqlQuery = defineModule({
  name: 'community.postgresql.postgresql_query',
  aliases: ['community.general.postgresql_query'],
  summary: 'Run SQL on a PostgreSQL server and return what it answers.',
  args,
  rules: { mutuallyExclusive: [['positional_args', 'named_args']] },
  isOpaque: true,
  examples: ['community.postgresql.postgresql_query: { login_db: acme, query: "SELECT version()" }'],
  *run(given): Conversation<Result> {
    const login: Login = { ...given, database: given.login_db };
    checkTrust(given.trust_input, given.session_role);
    const list = isList(given.query) ? given.query : [given.query ?? fail('query is required')];
    const statements = list.map((statement: Value) => String(statement));
    const bound = statements.map((statement) => bind(statement, given.positional_args ?? given.named_args));
    const before = [
      ...(given.encoding === undefined ? [] : [`SET client_encoding = ${literal(given.encoding)};`]),
      ...(given.search_path ? [`SET search_path = ${given.search_path.map(identifier).join(', ')};`] : []),
    ].join('\n');
    const [begin, commit] = given.autocommit ? ['', ''] : ['BEGIN;', 'COMMIT;'];
    const run = (end: string) => runSql(login, bound, [`${before}\n${begin}`, end]);
    const sent = yield* change({ what: 'run SQL', run: run(commit), counts: false, mayFail: true });
    if (!sent && given.autocommit) fail('Using autocommit is mutually exclusive with check_mode');
    // In check mode nothing was sent: the same is tried and rolled back.
    const outcome = sent ?? (yield* ask({ tried: probe(run('ROLLBACK;'), (tried) => tried) })).tried;
    if (outcome.status !== 0) {
      const words = `Cannot execute SQL '${statements.at(-1) ?? ''}' ${shown(given.positional_args ?? given.named_args)}`;
      const problem = problemOf(outcome);
      fail(
        outcome.status === 3
          ? `${words}: ${problem}, query list: ['${statements.join("', '")}']`
          : `unable to connect to database: ${problem}`,
      );
    }
    return resultOf(statements, bound, readAnswers(outcome.stdout.toString(), bound.length));
  },
});

function shown(parameters: unknown): string {
  return parameters === undefined ? 'None' : 'with the given values';
}

function resultOf(statements: readonly string[], bound: readonly string[], answers: readonly Answer[]): Result {
  const results = answers.map(({ rows }): Json => (rows.length === 0 ? {} : rows));
  return {
    changed: answers.some(isChange),
    query: bound.at(-1) ?? '',
    query_list: statements,
    statusmessage: answers.at(-1)?.status ?? '',
    query_result: results.at(-1) ?? {},
    query_all_results: results,
    rowcount: answers.reduce((sum, { count }) => sum + count, 0),
    execution_time_ms: answers.map(({ milliseconds }) => new Float(milliseconds)),
  };
}

/** Whether a statement changed something, by its tag: rows were touched, or it is none of those that only look. */
function isChange({ status }: Answer): boolean {
  if (/^(?:SELECT|SHOW|EXPLAIN|FETCH|VALUES)\b/.test(status)) return false;
  const touched = /^(?:INSERT|UPDATE|DELETE|MERGE)\b.*?(\d+)$/.exec(status);
  return touched === null || Number(touched[1]) > 0;
}
