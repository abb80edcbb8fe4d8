import { describe, expect, test } from 'vitest';
import { crypttab } from '../../src/modules/crypttab.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const text = '# devices\nhome UUID=aa none discard,size=256\nswap /dev/sdb1\n';

const run = (given: object) =>
  talk(crypttab.run(withDefaults(crypttab, { name: 'home', state: 'present', ...given }), { ...target, diff: true }), {
    answers: textFile('/etc/crypttab', text),
    check: true,
  }).result as { changed: boolean; msg: string; diff?: { after: string } };

describe('crypttab', () => {
  test.each([
    ['new', { name: 'x', backing_device: '/dev/c' }, 'added line', '\nx /dev/c\n'],
    ['new with options', { name: 'x', backing_device: '/dev/c', opts: 'luks' }, 'added line', '\nx /dev/c none luks\n'],
    ['device', { backing_device: '/dev/c' }, 'updated line', '\nhome /dev/c none discard,size=256\n'],
    ['options', { opts: 'a' }, 'updated line', '\nhome UUID=aa none a\n'],
    ['a name with its directory', { name: '/dev/mapper/swap', password: 'k' }, 'updated line', '\nswap /dev/sdb1 k\n'],
    ['options more', { state: 'opts_present', opts: 'size=1,x' }, 'updated options', ' discard,size=1,x\n'],
    ['options less', { state: 'opts_absent', opts: 'size' }, 'removed options', ' none discard\n'],
    ['absent', { state: 'absent' }, 'removed line', '# devices\nswap'],
  ])('%s', (_case, given, msg, after) => {
    const result = run(given);
    expect([result.changed, result.msg]).toEqual([true, msg]);
    expect(result.diff?.after).toContain(after);
  });

  test.each([
    ['the same', { backing_device: 'UUID=aa' }],
    ['options that are there', { state: 'opts_present', opts: 'discard' }],
    ['absent', { name: 'x', state: 'absent' }],
  ])('unchanged: %s', (_case, given) => {
    expect(run(given).changed).toBe(false);
  });

  test.each([
    ['nothing to set', {}, "expected one or more of 'backing_device', 'password' or 'opts'"],
    ['no device for a new one', { name: 'x', opts: 'a' }, "'backing_device' required to add a new entry"],
    ['blanks', { opts: 'a b' }, "invalid 'opts': contains white space or is empty"],
    ['a device beside options', { state: 'opts_present', password: 'x' }, "cannot update 'backing_device'"],
  ])('refused: %s', (_case, given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });
});
