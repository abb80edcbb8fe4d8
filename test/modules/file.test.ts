import { describe, expect, test } from 'vitest';
import { TaskFailure } from '../../src/module-kit/index.js';
import { file } from '../../src/modules/file.js';
import { absent, at, directory, present } from './files/paths.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const hostile = '/tmp/-rf \'a"$b\nc';

/** Changes are noted and not sent, as in check mode: what follows from their output is tried on real hosts. */
function run(args: Record<string, unknown>, answers: Record<string, unknown>) {
  return talk(file.run(withDefaults(file, args), target), { answers: { ...accounts, ...answers }, check: true });
}

/** Who is known to the target. */
const accounts = Object.fromEntries(
  ['root', '0', 'thanos', 'app'].flatMap((name) =>
    ['passwd', 'group'].map((database) => [`known name ${JSON.stringify({ database, name })}`, true]),
  ),
);

test('an owner that is not known yet is warned of', () => {
  const unknown = { 'known name {"database":"passwd","name":"later"}': false };
  const said = run({ path: '/f', owner: 'later' }, { ...unknown, ...at('/f', present()) });
  expect(said.result).toMatchObject({
    changed: true,
    warnings: ['failed to look up user later. Create user up to this point in real play'],
  });
});

describe('what is said and what changes', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    [
      'a directory that is missing',
      { path: '/etc/thanos', state: 'directory', mode: '0750' },
      { ...at('/etc/thanos', absent), ...at('/etc', directory) },
      ['create directory'],
    ],
    [
      'a directory that is right',
      { path: '/d', state: 'directory', mode: '0755', owner: 'root' },
      at('/d', directory),
      [],
    ],
    ['an owner given by number', { path: '/d', state: 'directory', owner: '0' }, at('/d', directory), []],
    ['a wrong mode', { path: '/d', state: 'directory', mode: '0700' }, at('/d', directory), ['mode']],
    ['a wrong owner and mode', { path: '/f', owner: 'thanos', mode: 'u=rw,go=' }, at('/f', present()), ['owner, mode']],
    ['something to remove', { path: hostile, state: 'absent' }, at(hostile, present()), ['remove']],
    ['nothing to remove', { path: '/f', state: 'absent' }, at('/f', absent), []],
    [
      'a link that is missing',
      { path: '/l', src: '/f', state: 'link' },
      { ...at('/l', absent), ...at('/f', present()) },
      ['link'],
    ],
    [
      'a link that is right',
      { path: '/l', src: '/f', state: 'link' },
      { ...at('/l', present({ kind: 'link', target: '/f', resolved: '/f' }), present()), ...at('/f', present()) },
      [],
    ],
    [
      'a link that leads elsewhere',
      { path: '/l', src: '/f', state: 'link' },
      { ...at('/l', present({ kind: 'link', target: '/g', resolved: '/g' }), present()), ...at('/f', present()) },
      ['link'],
    ],
    [
      'a link followed to what shall change',
      { path: '/l', mode: '0600', state: 'file' },
      at('/l', present({ kind: 'link', target: 'f', resolved: '/f' }), present()),
      ['mode'],
    ],
  ])('%s', (_case, args, answers, expected) => {
    const said = run(args, answers);
    expect(said.changes.map(({ what }) => what)).toEqual(expected);
    expect(said.result['changed']).toBe(expected.length > 0);
  });

  test('a hostile name is one word', () => {
    const { changes } = run({ path: hostile, state: 'absent' }, at(hostile, present()));
    expect(changes[0]?.run.toString()).toBe(`rm -f -- '/tmp/-rf '\\''a"$b\nc'`);
  });
});

test('a new directory is private until owner and mode are right', () => {
  const { changes } = run(
    { path: '/a/b', state: 'directory', mode: '0755', owner: 'app' },
    { ...at('/a/b', absent), ...at('/a', absent) },
  );
  const script = changes[0]?.run.toString() ?? '';
  expect(script.split(' &&\n').slice(0, 6)).toEqual([
    '{ { mkdir -m 0700 -- /a || test -d /a; }',
    'chown -- app /a',
    'chmod 000755 -- /a',
    '{ mkdir -m 0700 -- /a/b || test -d /a/b; }',
    'chown -- app /a/b',
    expect.stringMatching(/^chmod 000755 -- \/a\/b\n} \|\| exit/),
  ]);
});

test.each<[string, Record<string, unknown>, Record<string, unknown>]>([
  ['a file that is not there', { path: '/f', state: 'file' }, at('/f', absent)],
  ['a directory where a file shall be', { path: '/f', state: 'file' }, at('/f', directory)],
  ['a file where a directory shall be', { path: '/f', state: 'directory' }, at('/f', present())],
  [
    'a link to nothing without force',
    { path: '/l', src: '/f', state: 'link' },
    { ...at('/l', absent), ...at('/f', absent) },
  ],
  [
    'a directory that a link would replace',
    { path: '/l', src: '/f', state: 'link' },
    { ...at('/l', directory), ...at('/f', present()) },
  ],
  ['a hard link to nothing', { path: '/l', src: '/f', state: 'hard' }, { ...at('/l', absent), ...at('/f', absent) }],
  ['recurse without a directory', { path: '/f', recurse: true, state: 'file' }, at('/f', present())],
  ['a time that is none', { path: '/f', state: 'touch', access_time: 'soon' }, at('/f', present())],
])('refuses %s', (_case, args, answers) => {
  expect(() => run(args, answers)).toThrow(TaskFailure);
});
