import { describe, expect, test } from 'vitest';
import { connectionArguments } from '../../../src/modules/mysql/arguments.js';
import { mysql, parseXml, problemOf } from '../../../src/modules/mysql/client.js';
import { parsePrivileges, privilegeChanges, readGrants, type Manner } from '../../../src/modules/mysql/privileges.js';
import { bind, identifier, literal } from '../../../src/modules/mysql/sql.js';
import { readTypes, typed } from '../../../src/modules/mysql/types.js';
import { userArguments } from '../../../src/modules/mysql/user-arguments.js';
import {
  authenticationOf,
  isOtherAuthentication,
  nativeHash,
  presentTls,
  tlsSql,
  wantedTls,
} from '../../../src/modules/mysql/user.js';
import { Float } from '../../../src/values/value.js';
import { failureOf } from '../failure.js';
import { withDefaults } from '../target.js';

describe('SQL', () => {
  test('names and texts', () => {
    expect([identifier('a`b'), literal("it's\\")]).toEqual(['`a``b`', "'it\\'s\\\\'"]);
    expect(bind('SELECT %s, %s', [1, "it's"])).toBe("SELECT 1, 'it\\'s'");
    expect(bind('SELECT %(a)s, 5 %% 2', new Map([['a', null]]))).toBe('SELECT NULL, 5 % 2');
    expect(failureOf(() => bind('SELECT %s', [])).message).toContain('there is no value for %s');
  });
});

describe('the client', () => {
  test('the password is in a file of options, not in a command', () => {
    const login = { ...withDefaults({ args: connectionArguments }, { login_user: 'root', login_password: 's"ecret' }) };
    const script = mysql(login, ['SELECT 1;']).toString();
    expect(script).toContain('password="s\\"ecret"');
    expect(script.split('\n').at(-1)).toBe(
      '//provision//\' | "$client" --defaults-extra-file="$options" --connect-timeout=30 --xml ',
    );
    expect(script).toContain(`trap 'rm -f "$options"' EXIT`);
  });

  test('XML', () => {
    const row =
      '<row>\n\t<field name="a">x&lt;y\nz</field>\n\t<field name="b" xsi:nil="true" />\n\t<field name="c"></field>\n  </row>';
    const text = `<?xml version="1.0"?>\n\n<resultset statement="SELECT &quot;x&quot; " xmlns:xsi="http://">\n  ${row}\n</resultset>\n`;
    expect(parseXml(text)).toEqual([
      {
        statement: 'SELECT "x"',
        rows: [
          new Map([
            ['a', 'x<y\nz'],
            ['b', null],
            ['c', ''],
          ] as const),
        ],
      },
    ]);
  });

  test('what went wrong', () => {
    const stderr = Buffer.from("ERROR 1054 (42S22) at line 3: Unknown column 'nope' in 'SELECT'\n");
    expect(problemOf({ status: 1, stdout: Buffer.alloc(0), stderr })).toBe(
      `(1054, "Unknown column 'nope' in 'SELECT'")`,
    );
  });

  test('types of columns', () => {
    const field = (number: number, name: string, type: string): string =>
      `Field   ${number}:  \`${name}\`\nOrg_field:  \`\`\nTable:      \`\`\nType:       ${type}\nFlags:      NUM \n\n`;
    const text = `${field(1, 'a', 'LONG')}${field(2, 'b', 'NEWDECIMAL')}\n+---+\n${field(1, 'c', 'VAR_STRING')}`;
    expect(readTypes(text)).toEqual([
      new Map([
        ['a', 'LONG'],
        ['b', 'NEWDECIMAL'],
      ]),
      new Map([['c', 'VAR_STRING']]),
    ]);
    expect([typed('1', 'LONG'), typed('1.50', 'NEWDECIMAL'), typed('1', 'VAR_STRING'), typed(null, 'LONG')]).toEqual([
      1,
      new Float(1.5),
      '1',
      null,
    ]);
    expect(typed('2020-01-01 10:00:00', 'DATETIME')).toBe('2020-01-01T10:00:00');
  });
});

describe('privileges', () => {
  test.each([
    [
      'app.*:ALL',
      [
        ['`app`.*', ['ALL']],
        ['*.*', ['USAGE']],
      ],
    ],
    [
      '*.*:SELECT,insert/my-db.t1:UPDATE',
      [
        ['*.*', ['SELECT', 'INSERT']],
        ['`my-db`.`t1`', ['UPDATE']],
      ],
    ],
    [
      '`a/b`.*:SELECT',
      [
        ['`a/b`.*', ['SELECT']],
        ['*.*', ['USAGE']],
      ],
    ],
    [
      'app.t:SELECT(b,a),GRANT',
      [
        ['`app`.`t`', ['SELECT (A, B)', 'GRANT']],
        ['*.*', ['USAGE']],
      ],
    ],
    [
      'FUNCTION app.f:EXECUTE',
      [
        ['FUNCTION `app`.`f`', ['EXECUTE']],
        ['*.*', ['USAGE']],
      ],
    ],
  ])('%s', (text, wanted) => expect([...(parsePrivileges(text, false) ?? [])]).toEqual(wanted));

  test('grants of the server', () => {
    const lines = [
      "GRANT USAGE ON *.* TO `ada`@`localhost` IDENTIFIED BY PASSWORD '*X'",
      'GRANT ALL PRIVILEGES ON `app`.* TO `ada`@`localhost` WITH GRANT OPTION',
    ];
    expect([...readGrants(lines, false)]).toEqual([
      ['*.*', ['USAGE']],
      ['`app`.*', ['ALL', 'GRANT']],
    ]);
  });

  const usage = ['*.*', ['USAGE']] as const;
  const who = "'ada'@'localhost'";
  test.each<[string, string, string, Manner, string[]]>([
    ['the same', 'app.*:SELECT', 'app.*:SELECT', 'exact', []],
    ['more', 'app.*:SELECT', 'app.*:SELECT,INSERT', 'exact', [`GRANT INSERT ON \`app\`.* TO ${who}`]],
    ['less', 'app.*:SELECT,INSERT', 'app.*:SELECT', 'exact', [`REVOKE INSERT ON \`app\`.* FROM ${who}`]],
    [
      'elsewhere',
      'app.*:SELECT',
      'b.*:SELECT',
      'exact',
      [`REVOKE SELECT ON \`app\`.* FROM ${who}`, `GRANT SELECT ON \`b\`.* TO ${who}`],
    ],
    ['appended', 'app.*:SELECT', 'b.*:SELECT', 'append', [`GRANT SELECT ON \`b\`.* TO ${who}`]],
    ['subtracted', 'app.*:SELECT,INSERT', 'app.*:INSERT,DROP', 'subtract', [`REVOKE INSERT ON \`app\`.* FROM ${who}`]],
    [
      'to pass on',
      'app.*:SELECT',
      'app.*:SELECT,GRANT',
      'exact',
      [`GRANT USAGE ON \`app\`.* TO ${who} WITH GRANT OPTION`],
    ],
    [
      'no more to pass on',
      'app.*:SELECT,GRANT',
      'app.*:SELECT',
      'exact',
      [`REVOKE GRANT OPTION ON \`app\`.* FROM ${who}`],
    ],
  ])('%s', (_case, before, after, manner, sql) => {
    const now = new Map([...(parsePrivileges(before, false) ?? []), usage]);
    const wanted = parsePrivileges(after, false) ?? new Map();
    expect(privilegeChanges({ name: 'ada', host: 'localhost' }, { now, wanted, manner }).sql).toEqual(sql);
  });

  test('what is no word does not get into SQL', () => {
    const wanted = new Map([['*.*', ['SELECT; DROP']]]);
    const start = () => privilegeChanges({ name: 'a', host: 'b' }, { now: new Map([usage]), wanted, manner: 'exact' });
    expect(failureOf(start).message).toContain('invalid priv string');
  });
});

describe('users', () => {
  const args = withDefaults({ args: userArguments }, { name: 'ada' });
  const user = (row: Record<string, string>) => ({
    host: 'localhost',
    row: new Map(Object.entries(row)),
    definition: '',
    grants: [],
  });

  test.each([
    ['the password itself', { password: 'pw' }, true, "IDENTIFIED BY 'pw'"],
    ['its hash on MySQL', { password: 'pw' }, false, `IDENTIFIED WITH mysql_native_password AS '${nativeHash('pw')}'`],
    ['a hash', { password: nativeHash('pw'), encrypted: true }, true, `IDENTIFIED BY PASSWORD '${nativeHash('pw')}'`],
    ['a plugin', { plugin: 'unix_socket' }, true, 'IDENTIFIED WITH unix_socket'],
    ['nothing', {}, true, undefined],
  ])('%s', (_case, given, isMaria, wanted) => expect(authenticationOf({ ...args, ...given }, isMaria)).toBe(wanted));

  test.each([
    [{ password: 'pw' }, { plugin: 'mysql_native_password', authentication_string: nativeHash('pw') }, false],
    [{ password: 'pw' }, { plugin: 'mysql_native_password', authentication_string: nativeHash('old') }, true],
    [{ password: 'pw' }, { plugin: 'unix_socket', authentication_string: '' }, true],
    [{ plugin: 'unix_socket' }, { plugin: 'unix_socket' }, false],
    [{}, { plugin: 'unix_socket' }, false],
  ])('%o against %o', (given, row, isOther) => {
    expect(isOtherAuthentication({ ...args, ...given }, user(row))).toBe(isOther);
  });

  test('a known hash', () => expect(nativeHash('s3')).toMatch(/^\*[0-9A-F]{40}$/));

  test('TLS', () => {
    expect(tlsSql(wantedTls(new Map([['ssl', null]])))).toBe('REQUIRE SSL');
    expect(tlsSql(wantedTls(undefined))).toBe('REQUIRE NONE');
    expect(tlsSql(presentTls(user({ ssl_type: 'SPECIFIED', x509_subject: '/CN=a' })))).toBe("REQUIRE SUBJECT '/CN=a'");
    expect(failureOf(() => wantedTls(new Map([['FOO', '']]))).message).toContain('FOO');
  });
});
