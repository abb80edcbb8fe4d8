import { describe, expect, test } from 'vitest';
import { isPasswordOf, htpasswdSchemes } from '../../src/base/crypt/htpasswd.js';
import { gitConfig } from '../../src/modules/git_config.js';
import { htpasswd } from '../../src/modules/htpasswd.js';
import { make } from '../../src/modules/make.js';
import type { Module, Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { absent, present } from './files/paths.js';
import { target, withDefaults } from './target.js';

/** Holds a conversation with these answers; changes are not made. */
function run(module: Module, given: Record<string, unknown>, ...answers: readonly unknown[][]) {
  const said: string[] = [];
  const waiting = [...answers];
  const conversation = module.run(withDefaults(module, given), target);
  const answer = (step: Step): unknown => {
    if (step.kind === 'ask') return waiting.shift();
    if (step.kind !== 'change') throw new Error(step.kind);
    const content = step.change.run.parts.flatMap((part) =>
      typeof part === 'object' && 'content' in part ? [part.content] : [],
    );
    const text = content.map((bytes) => (bytes instanceof Uint8Array ? Buffer.from(bytes).toString() : '')).join('');
    said.push(text || step.change.run.toString());
    return undefined;
  };
  let next = conversation.next();
  while (!next.done) next = conversation.next(answer(next.value));
  return { result: next.value, said };
}

describe('passwords of web servers', () => {
  test.each([
    ['myPassword', '$apr1$r31.....$HqJZimcKQFAMYayBlzkrA/'],
    ['x1', '{SHA}FtSvonD/kFIhuO3IyFHmJ1o/faQ='],
    ['password', '$1$5pZSV9va$azfrPr6af3Fc7dLblQXVa0'],
    ['plain', 'plain'],
  ])('%s', (password, hash) => {
    expect([isPasswordOf(password, hash), isPasswordOf(`${password}.`, hash)]).toEqual([true, false]);
  });

  test.each(['apr_md5_crypt', 'md5_crypt', 'bcrypt', 'ldap_sha1', 'plaintext'])('%s is known again', (scheme) => {
    const hash = htpasswdSchemes.get(scheme)?.('s3cret') ?? '';
    expect([isPasswordOf('s3cret', hash), isPasswordOf('other', hash)]).toEqual([true, false]);
  });
});

describe('htpasswd', () => {
  const known = 'ada:{SHA}FtSvonD/kFIhuO3IyFHmJ1o/faQ=\nbob:x';
  const plain = { path: '/pw', hash_scheme: 'plaintext' };
  const file = (text: string | undefined) =>
    text === undefined
      ? [absent, absent, undefined]
      : [present({ kind: 'file' }), present({ kind: 'file' }), { size: text.length, content: Buffer.from(text) }];

  test.each([
    ['there', { name: 'ada', password: 'x1' }, known, 'ada already present', undefined],
    ['another password', { name: 'ada', password: 'x2' }, known, 'Add/update ada', 'ada:x2\nbob:x\n'],
    ['a further user', { name: 'eve', password: 'e' }, known, 'Add/update eve', `${known}\neve:e\n`],
    ['no file', { name: 'eve', password: 'e' }, undefined, 'Created /pw and added eve', 'eve:e\n'],
    ['to be removed', { name: 'ada', state: 'absent' }, known, 'Remove ada', 'bob:x'],
    ['removed already', { name: 'eve', state: 'absent' }, known, 'eve not present', undefined],
    ['removed from no file', { name: 'eve', state: 'absent' }, undefined, 'eve not present', undefined],
  ])('%s', (_case, given, text, msg, written) => {
    const { result, said } = run(htpasswd, { ...plain, ...given }, file(text), [present({ kind: 'directory' })]);
    expect(result).toMatchObject({ msg, changed: written !== undefined });
    expect(said).toEqual(written === undefined ? [] : [written]);
  });

  test.each([
    [{ create: false, password: 'x' }, undefined, 'Destination /pw does not exist'],
    [{ hash_scheme: 'des_crypt', password: 'x' }, known, 'no crypt handler'],
    [{}, known, 'secret must be'],
  ])('%j is refused', (given, text, message) => {
    expect(failureOf(() => run(htpasswd, { ...plain, name: 'eve', ...given }, file(text))).message).toContain(message);
  });
});

describe('git_config', () => {
  const git = '/bin/git';
  test.each([
    ['unset', { value: 'a b' }, [], `cd /\n${git} config --includes --system --replace-all user.name 'a b'`],
    ['set', { value: 'a' }, ['a'], undefined],
    ['one of several', { value: 'a' }, ['a', 'b'], `cd /\n${git} config --includes --system --replace-all user.name a`],
    [
      'one more',
      { value: 'c', add_mode: 'add', scope: 'global' },
      ['a'],
      `cd /\n${git} config --includes --global --add user.name c`,
    ],
    ['one more, there', { value: 'a', add_mode: 'add' }, ['a', 'b'], undefined],
    [
      'of a repository',
      { value: 'a', scope: 'local', repo: '/r' },
      [],
      `cd -- /r || exit 98\n${git} config --includes --local --replace-all user.name a`,
    ],
    [
      'of a file',
      { value: 'a', scope: 'file', file: '/f' },
      [],
      `cd /\n${git} config --includes -f /f --replace-all user.name a`,
    ],
    ['to be unset', { state: 'absent' }, ['a'], `cd /\n${git} config --includes --system --unset-all user.name`],
    ['unset already', { state: 'absent' }, [], undefined],
  ])('%s', (_case, given, values, command) => {
    const { result, said } = run(gitConfig, { name: 'user.name', ...given }, [{ git, values }]);
    expect(said).toEqual(command === undefined ? [] : [command]);
    expect(result.changed).toBe(command !== undefined);
  });

  test('its diff tells several values as a list', () => {
    const { result } = run(gitConfig, { name: 'x.y', value: 'b', add_mode: 'add' }, [{ git, values: ['a'] }]);
    expect(result).toMatchObject({ diff: { before: 'a\n', after: ['a', 'b'] } });
  });
});

describe('make', () => {
  const found = ['/bin/gmake', '/bin/make'];
  test('what is up to date is not made', () => {
    expect(run(make, { chdir: '/src' }, found, [0])).toMatchObject({ said: [], result: { changed: false } });
  });

  test('variables and targets are words', () => {
    const given = {
      chdir: '/src',
      targets: ['a', 'b'],
      params: new Map([
        ['X', 'a b'],
        ['Y', null],
      ]),
      jobs: 2,
      file: '/M',
    };
    const { result, said } = run(make, given, found, [1]);
    expect(said[0]).toContain("/bin/gmake -j 2 -f /M a b 'X=a b' Y");
    expect(result).toMatchObject({ changed: true, params: { X: 'a b', Y: null } });
  });

  test('a target without make is told so', () => {
    expect(failureOf(() => run(make, { chdir: '/src' }, [undefined, undefined])).message).toContain('"make"');
  });
});
