import { describe, expect, test } from 'vitest';
import { xattr } from '../../src/modules/xattr.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const dump = '# file: /f\nuser.foo=0sYmFy\nuser.raw=0sAAE=\nuser.none\n\n';

const run = (given: object, printed: string | object = dump) =>
  talk(xattr.run(withDefaults(xattr, { path: '/f', ...given }), target), { prints: { getfattr: printed } });

describe('xattr', () => {
  test.each([
    ['read', { key: 'foo' }, 'returning user.foo', { 'user.foo': 'bar' }],
    ['read all', {}, 'returning None', { 'user.foo': 'bar', 'user.raw': '0sAAE=', 'user.none': '' }],
    ['all', { state: 'all' }, 'dumping all', { 'user.foo': 'bar', 'user.raw': '0sAAE=', 'user.none': '' }],
    ['names', { state: 'keys' }, 'returning all keys', { 'user.foo': '', 'user.raw': '', 'user.none': '' }],
    ['there', { key: 'user.foo', value: 'bar' }, 'user.foo set to bar', { 'user.foo': 'bar' }],
    ['absent', { key: 'zz', state: 'absent' }, 'user.zz removed', {}],
  ])('%s', (_case, given, msg, shown) => {
    expect(run(given).result).toEqual({ changed: false, msg, xattr: shown });
  });

  test.each([
    ['set', { key: 'foo', value: 'x y' }, "setfattr  -n user.foo -v 'x y' -- /f"],
    ['set on a link', { key: 'new', value: '1', follow: false }, 'setfattr -h -n user.new -v 1 -- /f'],
    ['removed', { key: 'foo', state: 'absent' }, 'setfattr  -x user.foo -- /f'],
    ['in another namespace', { key: 'a', value: 'b', namespace: 'trusted' }, '-n trusted.a'],
  ])('%s', (_case, given, command) => {
    const { result, said } = run(given);
    expect(said[0]).toContain(command);
    expect(result.changed).toBe(true);
  });

  test.each([
    ['no file', {}, { status: 98 }, 'path not found or not accessible!'],
    ['no program', {}, { status: 99 }, 'install the package attr'],
    ['no key', { state: 'absent' }, dump, 'absent needs key parameter'],
  ])('refused: %s', (_case, given, printed, message) => {
    expect(failureOf(() => run(given, printed)).message).toContain(message);
  });
});
