import { describe, expect, test } from 'vitest';
import { account, groups } from '../../src/questions/account.js';
import { glob } from '../../src/questions/glob.js';
import { aptCandidate, dpkg } from '../../src/questions/package.js';
import { askTogether, type Question } from '../../src/questions/question.js';
import { unit } from '../../src/questions/unit.js';

/** The answers that questions read from recorded output. */
function answersFrom<Answer>(questions: readonly Question<Answer>[], output: string): unknown[] {
  const [trip] = askTogether(questions);
  const answers = trip?.read({ status: 0, stdout: Buffer.from(output), stderr: Buffer.alloc(0) });
  return questions.map((question) => answers?.get(question.key));
}

function scriptOf(question: Question<unknown>): string {
  return askTogether([question])[0]?.script.toString() ?? '';
}

describe('account', () => {
  const output = [
    '= account',
    'pada:x:1000:1001:Ada L,,,:/home/ada:/bin/sh',
    's' + 'ada:$6$a$b:19000:0:99999:7::20000:',
    'h',
    '= account',
    'p',
    's',
    '= groups',
    'root:x:0:',
    'adm:x:4:ada,bob',
    'own:x:1001:ada',
    'users:x:100:bob',
    '',
  ].join('\n');

  test('reads entry, shadow, home and groups; the primary group does not count', () => {
    const [ada, nobody] = answersFrom([account({ name: 'ada' }), account({ name: 'no' })], output);
    expect(ada).toEqual({
      name: 'ada',
      uid: 1000,
      gid: 1001,
      comment: 'Ada L,,,',
      home: '/home/ada',
      shell: '/bin/sh',
      hasHome: true,
      groups: ['adm'],
      shadow: { password: '$6$a$b', min: 0, max: 99999, warn: 7, inactive: undefined, expires: 20000 },
    });
    expect(nobody).toBeUndefined();
  });

  test('an account that only has the name as its number is another one', () => {
    expect(answersFrom([account({ name: '1000' })], output)).toEqual([undefined]);
  });
});

test('groups are found by name and by number', () => {
  const output = '= adm:x:4:ada,bob\n= \n= users:x:100:\n';
  expect(answersFrom([groups({ names: ['adm', 'nosuch'] }), groups({ names: ['100'] })], output)).toEqual([
    [{ name: 'adm', gid: 4, members: ['ada', 'bob'] }, undefined],
    [{ name: 'users', gid: 100, members: [] }],
  ]);
});

describe('unit', () => {
  const ask = (section: string): unknown => answersFrom([unit({ name: 'web', scope: 'system' })], section)[0];

  test.each([
    [
      'running',
      'LoadState=loaded\nActiveState=active\n',
      'enabled',
      0,
      { exists: true, isMasked: false, isEnabled: true, activeState: 'active' },
    ],
    ['disabled', 'LoadState=loaded\nActiveState=inactive\n', 'disabled', 1, { exists: true, isEnabled: false }],
    ['missing', 'LoadState=not-found\nActiveState=inactive\n', '', 1, { exists: false, isEnabled: undefined }],
    [
      'masked',
      'LoadState=masked\nActiveState=inactive\n',
      'masked',
      1,
      { exists: true, isMasked: true, isEnabled: false },
    ],
    ['an alias', 'LoadState=loaded\nActiveState=active\n', 'alias', 0, { isEnabled: false }],
    ['until the next boot', 'LoadState=loaded\nActiveState=active\n', 'enabled-runtime', 0, { isEnabled: false }],
    ['static', 'LoadState=loaded\nActiveState=active\n', 'static', 0, { isEnabled: true }],
    ['a template without instance', '', 'disabled', 1, { exists: true, activeState: 'unknown' }],
  ])('%s', (_case, shown, enabled, status, wanted) => {
    expect(ask(`\x1d${shown}\x1e${enabled}\n\x1e${status}`)).toMatchObject(wanted);
  });

  test('a value in braces may go over several lines', () => {
    const found = ask(
      '\x1dLoadState=loaded\nExecStart={ path=/bin/sh ; argv[]=sh -c a\nB=c ; }\nId=web.service\n\x1eenabled\n\x1e0',
    );
    expect(found).toMatchObject({
      properties: { ExecStart: '{ path=/bin/sh ; argv[]=sh -c a\nB=c ; }', Id: 'web.service' },
    });
  });

  test('no systemctl, no answer', () => {
    expect(answersFrom([unit({ name: 'web', scope: 'system' })], '')).toEqual([undefined]);
  });
});

describe('packages', () => {
  test('dpkg tells installed, held and removed packages apart', () => {
    const output = [
      '=\nbash\tamd64\tii \t5.2\tbash',
      '=\nlibc6:i386\ti386\thi \t2.36\tlibc6\tautomatic\nlibc6\tamd64\trc \t2.35\tlibc6',
      '=\n',
    ].join('\n');
    const asked = { isInstalled: true, hasOnlyConfiguration: false, isAutomatic: false };
    expect(answersFrom([dpkg('bash'), dpkg('libc6'), dpkg('no')], output)).toEqual([
      [{ ...asked, name: 'bash', architecture: 'amd64', version: '5.2' }],
      [
        { ...asked, name: 'libc6', architecture: 'i386', version: '2.36', isAutomatic: true },
        {
          ...asked,
          name: 'libc6',
          architecture: 'amd64',
          version: '2.35',
          isInstalled: false,
          hasOnlyConfiguration: true,
        },
      ],
      [],
    ]);
  });

  test('a target without dpkg is an error', () => {
    expect(() => answersFrom([dpkg('bash')], 'missing\n')).toThrow(expect.objectContaining({ code: 'E0504' }));
  });

  test('apt tells candidate, versions and providers', () => {
    const output = [
      '=policy',
      'bash:',
      '  Installed: 5.2-1',
      '  Candidate: 5.2-2',
      '  Version table:',
      '     5.2-2 500',
      '        500 http://x bookworm/main',
      ' *** 5.2-1 100',
      '        100 /var/lib/dpkg/status',
      '=provides',
      'Reverse Provides: ',
      '=policy',
      'awk:',
      '  Installed: (none)',
      '  Candidate: (none)',
      '  Version table:',
      '=provides',
      'Reverse Provides: ',
      'mawk 1.3.4 (= )',
      'gawk 5 (= )',
      '=policy',
      '=provides',
      '',
    ].join('\n');
    expect(
      answersFrom(
        [aptCandidate({ name: 'bash' }), aptCandidate({ name: 'awk' }), aptCandidate({ name: 'no' })],
        output,
      ),
    ).toEqual([
      { version: '5.2-2', versions: ['5.2-2', '5.2-1'], providers: [] },
      { version: undefined, versions: [], providers: ['mawk', 'gawk'] },
      { version: undefined, versions: [], providers: [] },
    ]);
  });
});

test('a glob keeps only what makes it a pattern unquoted', () => {
  expect(scriptOf(glob({ pattern: '/a b/*.[!x]$(id)?' }))).toContain(`in '/a b/'*.[!x]'$(id)'?; do`);
  expect(scriptOf(glob({ pattern: '-x' }))).toContain('in ./-x; do');
  expect(answersFrom([glob({ pattern: 'a' }), glob({ pattern: 'b' })], 'yes\nno\n')).toEqual([true, false]);
});
