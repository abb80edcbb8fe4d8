import { describe, expect, test } from 'vitest';
import { isOtherPassword } from '../../../src/modules/postgresql/password.js';
import { bind } from '../../../src/modules/postgresql/parameters.js';
import { grantSql, type Wish } from '../../../src/modules/postgresql/grants.js';
import { problemOf, psql } from '../../../src/modules/postgresql/psql.js';
import { parseCsv, readAnswers } from '../../../src/modules/postgresql/results.js';
import { hasFlags, parseFlags } from '../../../src/modules/postgresql/role.js';
import { checkTrust, identifier, literal, qualified } from '../../../src/modules/postgresql/sql.js';
import { connectionArguments } from '../../../src/modules/postgresql/arguments.js';
import { postgresqlUser } from '../../../src/modules/postgresql_user.js';
import { postgresqlDb } from '../../../src/modules/postgresql_db.js';
import type { Step } from '../../../src/module-kit/index.js';
import { Float } from '../../../src/values/value.js';
import { failureOf } from '../failure.js';
import { target, withDefaults } from '../target.js';

const login = { ...withDefaults({ args: connectionArguments }, {}), database: 'acme' };

describe('SQL', () => {
  test.each([
    [identifier('a"b'), '"a""b"'],
    [qualified('public.books'), '"public"."books"'],
    [qualified('"odd.name"'), '"odd.name"'],
    [literal("it's"), "'it''s'"],
    [literal('a\\b'), " E'a\\\\b'"],
  ])('%s', (written, wanted) => expect(written).toBe(wanted));

  test('values that carry SQL are refused when input is not trusted', () => {
    expect(failureOf(() => checkTrust(false, 'x"; drop')).message).toBe(
      `Passed input 'x"; drop' is potentially dangerous`,
    );
    expect(() => checkTrust(true, 'x"; drop')).not.toThrow();
    expect(() => checkTrust(false, 'plain_name', undefined)).not.toThrow();
  });

  test.each([
    ['SELECT %s, %s', [1, "it's"], "SELECT 1, 'it''s'"],
    ['SELECT %(a)s, 5 %% 2', new Map([['a', null]]), 'SELECT NULL, 5 % 2'],
    ['SELECT %s', [[1, 'b']], "SELECT ARRAY[1, 'b']"],
    ['SELECT 5 % 2', undefined, 'SELECT 5 % 2'],
  ])('%s with values', (statement, values, wanted) => expect(bind(statement, values)).toBe(wanted));

  test('a value that is missing', () => {
    expect(failureOf(() => bind('SELECT %s', [])).message).toContain('there is no value for %s');
  });
});

describe('psql', () => {
  test('the password is in the environment of psql alone', () => {
    const script = psql({ ...login, login_password: "se'cret", login_host: 'db' }, 'SELECT 1').toString();
    expect(script).toBe(
      "printf '%s\\n' 'SELECT 1' | PGHOST=db PGPORT=5432 PGUSER=postgres PGDATABASE=acme PGPASSWORD='se'\\''cret' PGSSLMODE=prefer psql -X -A -t -w -q -v ON_ERROR_STOP=1  -f -",
    );
  });

  test.each([
    [
      'psql:<stdin>:1: ERROR:  column "a" does not exist\nLINE 1: SELECT a\n',
      'column "a" does not exist\nLINE 1: SELECT a\n',
    ],
    ['psql:<stdin>:1: NOTICE:  x\npsql:<stdin>:2: ERROR:  no\n', 'no\n'],
    ['psql: error: connection to server failed: FATAL:  x\n', 'connection to server failed: FATAL:  x\n'],
  ])('what went wrong: %s', (stderr, wanted) => {
    expect(problemOf({ status: 3, stdout: Buffer.alloc(0), stderr: Buffer.from(stderr) })).toBe(wanted);
  });
});

describe('answers of psql', () => {
  const m = '\u0001provision\u0001';
  test.each([
    [
      'rows',
      `BEGIN\n${m}\nColumn,Type\none,integer\nt,text\na,integer[]\n${m}\none,t,a\n1,"a,""b""\nc","{1,NULL}"\n2,\u0002null\u0002,{}\nTime: 1.5 ms\n${m}2\n${m}\nCOMMIT\n`,
      {
        status: 'SELECT 2',
        count: 2,
        rows: [
          { one: 1, t: 'a,"b"\nc', a: [1, null] },
          { one: 2, t: null, a: [] },
        ],
        milliseconds: 1.5,
      },
    ],
    [
      'no rows',
      `${m}\nThe command has no result, or the result has no columns.\n${m}\nUPDATE 3\nTime: 0.2 ms\n${m}3\n${m}\n`,
      { status: 'UPDATE 3', count: 3, rows: [], milliseconds: 0.2 },
    ],
    [
      'rows of a change',
      `${m}\nColumn,Type\nd,numeric\n${m}\nd\n2.50\nINSERT 0 1\nTime: 0.2 ms\n${m}1\n${m}\n`,
      { status: 'INSERT 0 1', count: 1, rows: [{ d: new Float(2.5) }], milliseconds: 0.2 },
    ],
  ])('%s', (_case, output, wanted) => expect(readAnswers(output, 1)).toEqual([wanted]));

  test('CSV', () =>
    expect(parseCsv('a,"b\n""c"""\n,\n')).toEqual([
      ['a', 'b\n"c"'],
      ['', ''],
    ]));
});

describe('passwords', () => {
  const md5 = `md5${'d2a6c4a2f2c7f2b8f1a1e2d3c4b5a697'}`;
  test.each([
    ['x', undefined, true],
    ['', undefined, false],
    ['', md5, true],
    [md5, md5, false],
    ['secret', 'md5fd14cd63ab2d5f5fe4e7a6bb1a1a4de2', true],
    [
      'pencil',
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
      false,
    ],
    [
      'pen',
      'SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=',
      true,
    ],
  ])('%s against %s', (wanted, stored, isOther) => expect(isOtherPassword('ada', wanted, stored)).toBe(isOther));
});

describe('roles', () => {
  test('flags', () => {
    expect(parseFlags('createdb, NOLOGIN,CREATEDB')).toEqual(['CREATEDB', 'NOLOGIN']);
    expect(failureOf(() => parseFlags('FOO')).message).toBe('Invalid role_attr_flags specified: FOO');
    expect(hasFlags({ rolcreatedb: true, rolcanlogin: false }, ['CREATEDB', 'NOLOGIN'])).toBe(true);
    expect(hasFlags({ rolcreatedb: true }, ['NOCREATEDB'])).toBe(false);
  });
});

describe('grants', () => {
  const wish: Wish = {
    type: 'table',
    isGranted: true,
    privileges: ['SELECT', 'INSERT'],
    objects: ['t1'],
    schema: 'public',
    roles: ['"ada"', 'PUBLIC'],
    targetRoles: [],
    grantOption: undefined,
  };
  test.each<[Partial<Wish>, string]>([
    [{}, 'GRANT SELECT,INSERT ON table "public"."t1" TO "ada",PUBLIC;'],
    [{ isGranted: false }, 'REVOKE SELECT,INSERT ON table "public"."t1" FROM "ada",PUBLIC;'],
    [{ objects: 'ALL_IN_SCHEMA' }, 'GRANT SELECT,INSERT ON ALL TABLES IN SCHEMA "public" TO "ada",PUBLIC;'],
    [
      { grantOption: false, privileges: ['SELECT'] },
      'GRANT SELECT ON table "public"."t1" TO "ada",PUBLIC;\nREVOKE GRANT OPTION FOR SELECT ON table "public"."t1" FROM "ada",PUBLIC;',
    ],
    [{ type: 'group', objects: ['staff'], grantOption: true }, 'GRANT "staff" TO "ada",PUBLIC WITH ADMIN OPTION;'],
    [
      { type: 'function', privileges: ['EXECUTE'], objects: ['add(int:int)'] },
      'GRANT EXECUTE ON function "public"."add"(int,int) TO "ada",PUBLIC;',
    ],
    [
      { type: 'default_privs', objects: ['TABLES'], privileges: ['SELECT'], targetRoles: ['bob'] },
      'ALTER DEFAULT PRIVILEGES FOR ROLE "bob" IN SCHEMA "public" REVOKE ALL ON TABLES FROM "ada",PUBLIC;\nALTER DEFAULT PRIVILEGES FOR ROLE "bob" IN SCHEMA "public" GRANT SELECT ON TABLES TO "ada",PUBLIC;',
    ],
  ])('%o', (part, wanted) => expect(grantSql({ ...wish, ...part })).toBe(wanted));

  test('a signature that carries SQL', () => {
    expect(failureOf(() => grantSql({ ...wish, type: 'function', objects: ["f('x')"] })).message).toContain(
      'signature',
    );
  });
});

/** Answers every question of a conversation from a list, in order; changes succeed. */
function play(
  run: Generator<Step, unknown>,
  answers: unknown[],
  check = false,
): { result: unknown; scripts: string[] } {
  const scripts: string[] = [];
  let next = run.next();
  while (!next.done) {
    if (next.value.kind === 'change') scripts.push(next.value.change.run.toString());
    const done = { status: 0, stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
    const reply = next.value.kind === 'ask' ? [answers.shift()] : check ? undefined : done;
    next = run.next(reply as never);
  }
  return { result: next.value, scripts };
}

const found = (rows: Record<string, unknown>) => ({ rows: [{ all_of_them: rows }] });

describe('postgresql_user', () => {
  const given = withDefaults(postgresqlUser, { name: 'ada', password: 'pw', role_attr_flags: 'CREATEDB' });

  test('a role that is missing is made; its password is not told', () => {
    const { result, scripts } = play(postgresqlUser.run(given, target), [found({ role: [] })]);
    expect(result).toEqual({
      changed: true,
      user: 'ada',
      queries: ['CREATE USER "ada" WITH ENCRYPTED PASSWORD %(password)s CREATEDB'],
    });
    expect(scripts.join()).toContain(`CREATE USER "ada" WITH ENCRYPTED PASSWORD '\\''pw'\\'' CREATEDB`);
  });

  test('a role that is as wanted stays', () => {
    const role = { rolcreatedb: true, is_due: true, rolconnlimit: -1, comment: '' };
    const stored = { rows: [{ hash: 'md567130c6db5a21ce7703999e4a4cf07c9' }] };
    const { scripts } = play(
      postgresqlUser.run({ ...given, password: 'md567130c6db5a21ce7703999e4a4cf07c9' }, target),
      [found({ role: [role] }), stored],
    );
    expect(scripts).toEqual([]);
  });
});

describe('postgresql_db', () => {
  test('made with all that is said of it; nothing is told as run in check mode', () => {
    const given = withDefaults(postgresqlDb, { name: 'acme', owner: 'ada', encoding: 'UTF-8', conn_limit: '5' });
    const { result } = play(postgresqlDb.run(given, target), [found({ database: [] })]);
    expect(result).toEqual({
      changed: true,
      db: 'acme',
      executed_commands: [`CREATE DATABASE "acme" OWNER "ada" ENCODING 'UTF-8' CONNECTION LIMIT 5`],
    });
    expect(play(postgresqlDb.run(given, target), [found({ database: [] })], true).result).toMatchObject({
      executed_commands: [],
    });
  });

  test('another encoding is refused', () => {
    const given = withDefaults(postgresqlDb, { name: 'acme', encoding: 'LATIN1' });
    const now = found({ database: [{ is_encoded: false, encoding_name: 'UTF8' }] });
    expect(failureOf(() => play(postgresqlDb.run(given, target), [now])).message).toBe(
      'Changing database encoding is not supported. Current encoding: UTF8',
    );
  });
});
