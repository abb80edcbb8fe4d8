import { describe, expect, test } from 'vitest';
import { passwordWarnings } from '../../src/modules/account/password.js';
import { user } from '../../src/modules/user.js';
import type { Account } from '../../src/questions/account.js';
import { failureOf } from './failure.js';
import { talk, type Answering } from './talk.js';
import { target, withDefaults } from './target.js';

const ada: Account = {
  name: 'ada',
  uid: 1000,
  gid: 1000,
  comment: 'Ada',
  home: '/home/ada',
  shell: '/bin/sh',
  hasHome: true,
  groups: ['adm'],
  shadow: { password: '$6$a$b', min: 0, max: 99999, warn: 7, inactive: undefined, expires: undefined },
};
const known = new Map([
  ['adm', 4],
  ['sudo', 27],
  ['users', 100],
]);

function run(
  given: Record<string, unknown>,
  now: Account | undefined,
  answering: Answering & { own?: unknown; busybox?: boolean } = {},
) {
  const args = withDefaults(user, { name: 'ada', ...given });
  const named = [
    ...(args.group === undefined ? [] : [args.group]),
    ...(args.groups ?? []).filter((name) => name !== ''),
  ];
  const groups = named.map((name) => (known.has(name) ? { name, gid: known.get(name), members: [] } : undefined));
  const answers = {
    [`account ${JSON.stringify({ name: args.name })}`]: now,
    'program "useradd"': answering.busybox ? undefined : '/usr/sbin/useradd',
    [`groups ${JSON.stringify({ names: [args.name] })}`]: [answering.own],
    [`groups ${JSON.stringify({ names: named })}`]: groups,
    'probe :': undefined,
  };
  return talk(user.run(args, target), { ...answering, answers });
}

describe('user', () => {
  test.each([
    ['missing', {}, 'create user: useradd -m -- ada'],
    [
      'missing, of the system',
      { system: true, create_home: false, shell: '/usr/sbin/nologin' },
      'create user: useradd -s /usr/sbin/nologin -r -M -- ada',
    ],
    [
      'missing, with everything',
      {
        uid: 5,
        group: 'users',
        groups: ['adm', 'sudo'],
        comment: 'A B',
        home: '/h',
        skeleton: '/s',
        umask: '077',
        expires: 86400,
        password_expire_max: 9,
      },
      "create user: useradd -u 5 -g users -G adm,sudo -c 'A B' -d /h -e 1970-01-02 -m -k /s -K UMASK=077 -- ada &&\nchage -M 9 -- ada",
    ],
    ['missing, with a password', { password: '$6$x$y' }, 'create user: useradd -m -- ada &&\nchpasswd -e <<11 bytes>'],
    ['a hostile name', { name: '-r; $(id)' }, "create user: useradd -m -- '-r; $(id)'"],
  ])('%s', (_case, given, wanted) => {
    expect(run(given, undefined).said).toEqual([wanted]);
  });

  test('a new user does not clash with a group of its name', () => {
    expect(run({}, undefined, { own: { name: 'ada', gid: 7, members: [] } }).said).toEqual([
      'create user: useradd -N -m -- ada',
    ]);
  });

  test.each([
    ['already right', { comment: 'Ada', shell: '/bin/sh', groups: ['adm'], password: '$6$a$b', uid: 1000 }, []],
    [
      'another shell and comment',
      { shell: '/bin/bash', comment: '' },
      ["change user: comment, shell: usermod -c '' -s /bin/bash -- ada"],
    ],
    ['groups to add', { groups: ['sudo'], append: true }, ['change user: groups: usermod -a -G sudo -- ada']],
    ['groups to replace', { groups: ['sudo', 'users'] }, ['change user: groups: usermod -G sudo,users -- ada']],
    ['groups to leave', { groups: [''] }, ["change user: groups: usermod -G '' -- ada"]],
    ['groups that are there', { groups: ['adm'], append: true }, []],
    ['home to move', { home: '/h', move_home: true }, ['change user: home: usermod -d /h -m -- ada']],
    ['another password', { password: '$6$c$d' }, ['change user: password: chpasswd -e <<11 bytes>']],
    ['another password, only for new users', { password: '$6$c$d', update_password: 'on_create' }, []],
    ['to be locked', { password_lock: true }, ['change user: password lock: usermod -L -- ada']],
    ['not locked', { password_lock: false }, []],
    ['to expire', { expires: 1893456000 }, ['change user: expires: usermod -e 2030-01-01 -- ada']],
    ['never to expire', { expires: -1 }, []],
    [
      'ageing',
      { password_expire_max: 10, password_expire_min: 0 },
      ['change user: password ageing: chage -M 10 -m 0 -- ada'],
    ],
    ['to be removed', { state: 'absent', remove: true, force: true }, ['remove user: userdel -f -r -- ada']],
  ])('there, %s', (_case, given, wanted) => {
    expect(run(given, ada).said).toEqual(wanted);
  });

  test('a locked password is still the same password', () => {
    const locked = {
      ...ada,
      shadow: { password: '!$6$a$b', min: 0, max: 99999, warn: 7, inactive: undefined, expires: undefined },
    };
    expect(run({ password: '$6$a$b' }, locked).said).toEqual([]);
    expect(run({ password_lock: true }, locked).said).toEqual([]);
  });

  test('a missing home directory is made', () => {
    const { changes } = run({}, { ...ada, hasHome: false });
    expect(changes.map((made) => made.what)).toEqual(['create home directory']);
    expect(run({ create_home: false }, { ...ada, hasHome: false }).said).toEqual([]);
  });

  test('nobody needs to be removed who is not there', () => {
    expect(run({ state: 'absent' }, undefined)).toMatchObject({ said: [], result: { name: 'ada', state: 'absent' } });
  });

  test('a group that does not exist is an error before anything is done', () => {
    expect(failureOf(() => run({ groups: ['adm', 'nosuch'] }, ada)).message).toBe('Group nosuch does not exist');
  });

  test('a new user of a group that does not exist yet is a failure of the real run only', () => {
    const said = ["create user: printf %s 'Group nosuch does not exist' >&2; exit 6"];
    expect(run({ group: 'nosuch' }, undefined, { check: true })).toMatchObject({ said, result: { name: 'ada' } });
    const refused = {
      outcomes: { 'create user': { status: 6, stderr: Buffer.from('Group nosuch does not exist') } },
    };
    expect(failureOf(() => run({ group: 'nosuch' }, undefined, refused)).message).toBe('Group nosuch does not exist');
  });

  test('the password is in no script and no diff', () => {
    const { said, changes } = run({ password: '$6$secret$hash' }, ada);
    expect(JSON.stringify([said, changes.map(({ before, after, diff }) => [before, after, diff])])).not.toContain(
      'secret',
    );
  });

  test('check mode changes nothing and still answers', () => {
    const { result, changes } = run({ uid: 7 }, undefined, { check: true });
    expect(changes.map((made) => made.what)).toEqual(['create user']);
    expect(result).toMatchObject({ name: 'ada', state: 'present', uid: 7 });
  });

  test('busybox creates users and changes groups, and says what it cannot do', () => {
    expect(run({ system: true, shell: '/bin/false' }, undefined, { busybox: true }).said).toEqual([
      'create user: adduser -D -s /bin/false -S -- ada',
    ]);
    expect(run({ groups: ['sudo'] }, ada, { busybox: true }).said).toEqual([
      'change user: groups: addgroup ada sudo &&\ndelgroup ada adm',
    ]);
    expect(failureOf(() => run({ shell: '/bin/ash' }, ada, { busybox: true })).message).toContain('shell');
  });
});

test.each([
  ['plaintext', 1],
  ['$6$rounds=656000$tgK3gYTyRLUmhyv2$short', 1],
  ['$1$salt$0123456789012345678901', 0],
  ['$y$jCT$ZiF3ZV39/maUl9Lzt2Hk80$Ih6bI4OXU52OnWWqt3T1BAmVn8eH.4qlcP.8/NOjGN5', 0],
  ['!', 0],
  ['*************', 0],
])('a password that is not hashed is warned of: %s', (password, count) => {
  expect(passwordWarnings(password)).toHaveLength(count);
});
