import { describe, expect, test } from 'vitest';
import { apk, packagesIn } from '../../src/modules/apk.js';
import { composer } from '../../src/modules/composer.js';
import { npm } from '../../src/modules/npm.js';
import { readDependencies } from '../../src/modules/npm/dependencies.js';
import { pacman } from '../../src/modules/pacman.js';
import { rpmKey } from '../../src/modules/rpm_key.js';
import { subversion } from '../../src/modules/subversion.js';
import { zypper } from '../../src/modules/zypper.js';
import type { Module, Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

/** Holds a conversation in check mode with these answers; what would be run is in `said`, without what it begins with. */
function run(module: Module, given: Record<string, unknown>, ...answers: readonly unknown[][]) {
  const said: string[] = [];
  const waiting = [...answers];
  const conversation = module.run(withDefaults(module, given), target);
  const answer = (step: Step): unknown => {
    if (step.kind === 'ask') return waiting.shift() ?? failTest(step);
    if (step.kind !== 'change') throw new Error(step.kind);
    said.push(step.change.run.toString().replace(/^(?:export [\w=]+; |LC_ALL=C |cd .*\n)+/, ''));
    return undefined;
  };
  let next = conversation.next();
  while (!next.done) next = conversation.next(answer(next.value));
  expect(waiting).toEqual([]);
  return { result: next.value, said };
}

function failTest(step: Step): never {
  throw new Error(`an unexpected question: ${JSON.stringify(step)}`);
}

const there = { isThere: true, isOlder: false };
const gone = { isThere: false, isOlder: false };

describe('zypper', () => {
  const begin = 'zypper --non-interactive --xmlout --quiet';
  test.each([
    ['there', { name: ['a'] }, [[there]], []],
    [
      'missing',
      { name: ['a', 'b>=2'] },
      [[there, gone], [true]],
      [`${begin} install --type package --auto-agree-with-licenses --no-recommends --oldpackage -- '+b>=2'`],
    ],
    ['the latest already', { name: ['a'], state: 'latest' }, [[false]], []],
    [
      'all',
      { name: ['*'], state: 'latest' },
      [[true]],
      [`${begin} update --type package --auto-agree-with-licenses --no-recommends`],
    ],
    [
      'the distribution',
      { name: ['*'], state: 'dist-upgrade', allow_vendor_change: true },
      [[true]],
      [`${begin} dist-upgrade --auto-agree-with-licenses --no-recommends --allow-vendor-change`],
    ],
    [
      'to be removed',
      { name: ['a'], state: 'absent', clean_deps: true },
      [[there], [true]],
      [`${begin} remove --type package --clean-deps -- a`],
    ],
    ['gone already', { name: ['a'], state: 'absent' }, [[gone]], []],
    [
      'a pattern',
      { name: ['base'], type: 'pattern', quiet: false, extra_args: '--x y' },
      [[true]],
      [
        'zypper --non-interactive --xmlout install --type pattern --auto-agree-with-licenses --no-recommends --x y -- +base',
      ],
    ],
  ])('%s', (_case, given, answers, commands) => {
    const { result, said } = run(zypper, given, ...answers);
    expect(said).toEqual(commands);
    expect(result.changed).toBe(commands.length > 0);
  });
});

describe('pacman', () => {
  test.each([
    ['there', { name: ['a'] }, [[true]], [], 'package(s) already installed'],
    [
      'missing',
      { name: ['a', 'b'] },
      [[true, false], [['b-1-1']]],
      ['pacman --sync --noconfirm --noprogressbar --needed  b'],
      'Would have installed 1 packages',
    ],
    ['the latest already', { name: ['a'], state: 'latest' }, [[true], [[]]], [], 'package(s) already installed'],
    [
      'a file',
      { name: ['/a.pkg.tar.zst'] },
      [[false], [['a-1-1']]],
      ['pacman --upgrade --noconfirm --noprogressbar --needed  /a.pkg.tar.zst'],
      'Would have installed 1 packages',
    ],
    [
      'to be removed',
      { name: ['a'], state: 'absent', remove_nosave: true },
      [[true], [['a-1-1']]],
      ['pacman --remove --noconfirm --noprogressbar --nosave a'],
      'Would have removed 1 packages',
    ],
    ['gone already', { name: ['a'], state: 'absent' }, [[false]], [], 'package(s) already absent'],
    [
      'all',
      { upgrade: true },
      [[['a-2-1']]],
      ['pacman --sync --sysupgrade --quiet --noconfirm '],
      '1 package(s) would be upgraded',
    ],
    ['all already', { upgrade: true }, [[[]]], [], 'Nothing to upgrade'],
    [
      'another reason',
      { name: ['a'], reason: 'dependency', reason_for: 'all' },
      [[true], [true]],
      ['pacman --database --asdeps -- a'],
      'Would have installed 0 packages',
    ],
  ])('%s', (_case, given, answers, commands, msg) => {
    const { result, said } = run(pacman, given, ...answers);
    expect(said).toEqual(commands);
    expect(result).toMatchObject({ changed: commands.length > 0, msg });
  });
});

describe('apk', () => {
  test('what it would do is read from what it prints', () => {
    const text =
      '(1/2) Installing musl (1.2.5-r0)\n(2/2) Upgrading zlib (1.3-r0 -> 1.3.1-r0)\nOK: 9 MiB in 16 packages\n';
    expect(packagesIn(text)).toEqual(['musl', 'zlib']);
  });

  test.each([
    ['there', { name: ['a'] }, [[true], [true]], []],
    ['there for others only', { name: ['a'] }, [[true], [false], [[]]], ['apk   add a']],
    [
      'missing',
      { name: ['a', 'b'], no_cache: true },
      [[true, false], [true, false], [['b']]],
      ['apk --no-cache  add b'],
    ],
    [
      'of a repository',
      { name: ['a'], repository: ['http://r'] },
      [[false], [false], [['a']]],
      ['apk  --repositories-file /dev/null --repository http://r add a'],
    ],
    ['the latest', { name: ['a'], state: 'latest' }, [[true], [true], [['a']]], ['apk   add --upgrade a']],
    ['the latest already', { name: ['a'], state: 'latest' }, [[true], [true], [[]]], []],
    ['to be removed', { name: ['a'], state: 'absent' }, [[true], [['a']]], ['apk   del --purge a']],
    ['all', { upgrade: true, available: true }, [[['a']]], ['apk   upgrade --available']],
    ['all already', { upgrade: true }, [[[]]], []],
  ])('%s', (_case, given, answers, commands) => {
    const { result, said } = run(apk, given, ...answers);
    expect(said).toEqual(commands);
    expect(result.changed).toBe(commands.length > 0);
  });
});

describe('npm', () => {
  const known = readDependencies(
    '{"dependencies": {"a": {"version": "1.0.0"}, "b": {"missing": true}, "c": {"version": "1", "invalid": "x"}}}',
  );
  const whole = readDependencies('{"dependencies": {"a": {"version": "1.0.0"}}}');
  test.each([
    ['there', { name: 'a' }, [[known]], []],
    ['another version', { name: 'a', version: '2.0.0' }, [[known]], ['npm install a@2.0.0 --global']],
    ['missing', { name: 'b' }, [[known]], ['npm install b --global']],
    ['wrong', { name: 'c', registry: 'http://r' }, [[known]], ['npm install c --global --registry http://r']],
    ['all that is needed', {}, [[known]], ['npm install --global']],
    ['all is there', {}, [[whole]], []],
    ['outdated', { name: 'a', state: 'latest' }, [[whole], ['a:1:2']], ['npm install a@latest --global']],
    ['the latest already', { name: 'a', state: 'latest' }, [[whole], ['']], []],
    ['to be removed', { name: 'a', state: 'absent' }, [[whole]], ['npm uninstall a --global']],
    ['gone already', { name: 'z', state: 'absent' }, [[whole]], []],
  ])('%s', (_case, given, answers, commands) => {
    const { result, said } = run(npm, { global: true, ...given }, ...answers);
    expect(said.map((line) => line.trim().replace(/ +/g, ' '))).toEqual(commands);
    expect(result.changed).toBe(commands.length > 0);
  });

  test('a path or the whole system is needed', () => {
    expect(failureOf(() => run(npm, { name: 'a' })).message).toContain('path must be specified');
  });
});

describe('composer', () => {
  const help = new Set(['dry-run', 'no-dev', 'no-interaction', 'optimize-autoloader']);
  test('only options that the command knows are handed over', () => {
    const { said, result } = run(
      composer,
      { working_dir: '/srv/app', command: 'require', arguments: 'a/b "c d"' },
      [help],
      [true],
    );
    expect(said[0]).toContain(
      "require --no-interaction --no-dev --optimize-autoloader a/b 'c d' --working-dir /srv/app",
    );
    expect(result.changed).toBe(true);
  });

  test('nothing to install is no change', () => {
    expect(run(composer, { working_dir: '/srv/app' }, [help], [false])).toMatchObject({
      said: [],
      result: { changed: false },
    });
  });

  test.each([[{ command: 'install --x' }, "Use the 'arguments'"]])('%j is refused', (given, message) => {
    expect(failureOf(() => run(composer, given)).message).toContain(message);
  });
});

describe('rpm_key', () => {
  const file = { size: 1, content: Buffer.from('k') };
  const key = (fingerprint: string) => ({
    status: 0,
    stdout: Buffer.from(`pub:-:2048:1:C5976A465F8D62E8:1::::::\nfpr:::::::::${fingerprint}:\n`),
  });
  test.each([
    ['new', { key: '/k' }, [[file], [key('AB')], [['11111111']]], ['rpm --import <1 bytes>']],
    ['there', { key: '/k' }, [[file], [key('AB')], [['5f8d62e8']]], []],
    [
      'to go',
      { key: '0xC5976A465F8D62E8', state: 'absent' },
      [[undefined], [['5f8d62e8']]],
      ['rpm --erase --allmatches gpg-pubkey-5f8d62e8'],
    ],
    ['gone', { key: '5F8D62E8', state: 'absent' }, [[undefined], [['']]], []],
    ['the right one', { key: '/k', fingerprint: ['a b'] }, [[file], [key('AB')], [['']]], ['rpm --import <1 bytes>']],
  ])('%s', (_case, given, answers, commands) => {
    const { result, said } = run(rpmKey, given, ...answers);
    expect(said).toEqual(commands);
    expect(result.changed).toBe(commands.length > 0);
  });

  test.each([
    [{ key: '/k', fingerprint: ['CD'] }, [[file], [key('AB')], [['']]], 'does not match'],
    [{ key: '/none' }, [[undefined]], 'Not a valid key /none'],
    [{ key: '5F8D62E8' }, [[undefined], [['']]], 'a valid file must be given'],
  ])('%j is refused', (given, answers, message) => {
    expect(failureOf(() => run(rpmKey, given, ...answers)).message).toContain(message);
  });
});

describe('subversion', () => {
  const base = 'svn --non-interactive --no-auth-cache --trust-server-cert';
  const copy = (number: number, isModified = false) => ({
    kind: 'working copy',
    revision: [`Revision: ${number}`, 'URL: http://r'],
    isModified,
  });
  test.each([
    ['nothing there', {}, [[{ kind: 'absent' }], [{ kind: 'absent' }]], [`${base} checkout -r HEAD http://r /d`]],
    ['up to date', {}, [[copy(2)], ['Revision: 2']], []],
    ['older', {}, [[copy(1)], ['Revision: 2']], [`${base} switch --revision HEAD http://r /d`]],
    ['older, never switched', { switch: false }, [[copy(1)], ['Revision: 2']], [`${base} update -r HEAD /d`]],
    [
      'changed here',
      { force: true },
      [[copy(2, true)], ['Revision: 2']],
      [`${base} revert -R /d`, `${base} switch --revision HEAD http://r /d`],
    ],
    ['left alone', { update: false }, [[copy(1)]], []],
    [
      'an export',
      { export: true, username: 'u' },
      [[{ kind: 'absent' }]],
      [`${base} --username u export -r HEAD http://r /d`],
    ],
  ])('%s', (_case, given, answers, commands) => {
    const { result, said } = run(subversion, { repo: 'http://r', dest: '/d', ...given }, ...answers);
    expect(said).toEqual(commands);
    expect(result.changed).toBe(commands.length > 0);
  });

  test('a password is on no command line', () => {
    const { said } = run(subversion, { repo: 'r', dest: '/d', export: true, password: 'hush hush' }, [
      { kind: 'absent' },
    ]);
    expect(said.join('')).toContain('--password-from-stdin');
    expect(said.join('')).not.toContain('hush');
  });

  test.each([
    [{}, [[{ kind: 'other' }]], 'already exists, but its not a subversion repository'],
    [{}, [[copy(2, true)]], 'modified files exist'],
    [{ dest: undefined }, [], 'destination directory must be specified'],
  ])('%j is refused', (given, answers, message) => {
    expect(failureOf(() => run(subversion, { repo: 'r', dest: '/d', ...given }, ...answers)).message).toContain(
      message,
    );
  });
});
