import { arg, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { joinScripts, sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { Float, isList } from '../values/value.js';
import { connectionArguments, sessionArguments, type Login } from './mysql/arguments.js';
import { mysql, parseXml, problemOf, refuse, type ResultSet } from './mysql/client.js';
import { readTypes, typed, type Types } from './mysql/types.js';
import { bind, identifier, literal } from './mysql/sql.js';

export const mysqlQuery = defineModule({
  name: 'community.mysql.mysql_query',
  aliases: ['community.general.mysql_query'],
  summary: 'Run SQL on a MySQL or MariaDB server and return what it answers.',
  args: {
    ...connectionArguments,
    ...sessionArguments,
    query: arg.raw({ required: true, doc: 'A statement of SQL, or a list of them.' }),
    login_db: arg.string({ doc: 'The database.' }),
    positional_args: arg.list(arg.raw({ doc: 'A value.' }))({ doc: 'Values for %s.' }),
    named_args: arg.dict({ doc: 'Values for %(name)s.' }),
    single_transaction: arg.boolean({ default: false, doc: 'All statements in one transaction.' }),
  },
  rules: { mutuallyExclusive: [['positional_args', 'named_args']] },
  isOpaque: true,
  examples: ['community.mysql.mysql_query: { login_db: app, query: "SELECT VERSION()" }'],
  *run(args, target): Conversation<Result> {
    const login: Login = { ...args, database: args.login_db };
    const list = isList(args.query) ? args.query.map(String) : [String(args.query)];
    const bound = list.map((statement) => bind(statement, args.positional_args ?? args.named_args));
    const variables = [...(args.session_vars ?? [])].map(
      ([name, value]) =>
        `SET SESSION ${identifier(String(name))} = ${typeof value === 'number' ? value : literal(String(value))}`,
    );
    const [begin, commit] = args.single_transaction ? [['START TRANSACTION'], ['COMMIT']] : [[], []];
    const statements = bound.flatMap((statement) => [
      `SELECT 1 AS ${marker}`,
      statement,
      `SELECT ROW_COUNT() AS ${counter}`,
    ]);
    const looking = bound.filter(isQuery);
    const types =
      looking.length === 0
        ? sh``
        : sh`printf '\n%s\n' ${typeMark}
( ${mysql(login, [...variables, ...looking], ['--table', '--column-type-info', '--force'])} ) 2>/dev/null`;
    const run = joinScripts([
      sh`( ${mysql(login, [...variables, ...begin, ...statements, ...commit])} ) || exit`,
      types,
    ]);
    // The module that Ansible has does not know check mode: it is left out there.
    const outcome = yield* change({ what: 'run SQL', run, counts: false, mayFail: true });
    if (!outcome)
      return { skipped: true, msg: 'remote module (community.mysql.mysql_query) does not support check mode' };
    const [xml = '', info = ''] = outcome.stdout.toString().split(`\n${typeMark}\n`);
    const answers = answersOf(parseXml(xml), bound.length);
    if (answers.length < bound.length) {
      if (xml === '') refuse(login, outcome, target.home);
      fail(`Cannot execute SQL '${bound[Math.max(answers.length - 1, 0)] ?? ''}' args [None]: ${problemOf(outcome)}`);
    }
    return resultOf(
      bound,
      answers,
      looking.map((_, index) => readTypes(info)[index] ?? new Map()),
    );
  },
});

const marker = 'provision_statement';
const counter = 'provision_count';
const typeMark = '==provision types==';

interface Answer {
  readonly set: ResultSet | undefined;
  readonly count: number;
}

/** The answers between the marks; the last one is missing its count when it failed. */
function answersOf(sets: readonly ResultSet[], expected: number): Answer[] {
  const answers: Answer[] = [];
  let current: ResultSet | undefined;
  for (const set of sets) {
    const [row] = set.rows;
    if (row?.has(marker)) current = undefined;
    else if (row?.has(counter)) answers.push({ set: current, count: Number(row.get(counter)) });
    else current = set;
  }
  return answers.slice(0, expected);
}

/** Whether asking again for the types of the columns changes nothing. */
function isQuery(statement: string): boolean {
  return (
    /^\s*(?:SELECT|SHOW|DESC|DESCRIBE|EXPLAIN)\b/i.test(statement) &&
    !/\b(?:INTO|SLEEP|GET_LOCK|FOR UPDATE|NEXTVAL)\b/i.test(statement)
  );
}

function resultOf(bound: readonly string[], answers: readonly Answer[], types: readonly Types[]): Result {
  let query = 0;
  const results = bound.map((statement, index): Json => {
    const columns = isQuery(statement) ? types[query++] : undefined;
    return (answers[index]?.set?.rows ?? []).map((row) =>
      Object.fromEntries([...row].map(([name, value]) => [name, typed(value, columns?.get(name))])),
    );
  });
  return {
    changed: bound.some((statement, index) => isChange(statement, answers[index]?.count ?? 0)),
    executed_queries: bound,
    query_result: results,
    rowcount: answers.map(({ set, count }) => (set ? set.rows.length : Math.max(count, 0))),
    execution_time_ms: answers.map(() => new Float(0)),
  };
}

function isChange(statement: string, count: number): boolean {
  const [, verb = ''] = /^\s*(\w+)/.exec(statement) ?? [];
  if (['CREATE', 'DROP', 'ALTER', 'RENAME', 'TRUNCATE'].includes(verb.toUpperCase())) return true;
  return ['INSERT', 'UPDATE', 'DELETE', 'REPLACE'].includes(verb.toUpperCase()) && count > 0;
}
