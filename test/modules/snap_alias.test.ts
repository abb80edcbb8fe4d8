import { describe, expect, test } from 'vitest';
import { snapAlias } from '../../src/modules/snap_alias.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const table =
  'Command      Alias  Notes\nhello        hi     manual\nhello.world  hw     -\nhello        old    disabled\nlxd.lxc      lxc    -\n';

const run = (given: Record<string, unknown>, printed: string | object = table) =>
  talk(snapAlias.run(withDefaults(snapAlias, given), target), { prints: { 'snap aliases': printed } });

describe('snap_alias', () => {
  test.each([
    ['there', { name: 'hello', alias: ['hi'] }, [], ['hi', 'hw']],
    ['missing', { name: 'hello', alias: ['hi', 'hey'] }, ['alias: snap alias hello hey'], ['hi', 'hw', 'hey']],
    ['one to be removed', { alias: ['lxc', 'none'], state: 'absent' }, ['unalias: snap unalias lxc'], ['hi', 'hw']],
    ['all of a snap', { name: 'hello', state: 'absent' }, ['unalias: snap unalias hi || exit\nsnap unalias hw'], []],
    ['gone', { name: 'none', state: 'absent' }, [], []],
  ])('%s', (_case, given, wanted, left) => {
    const { result, said } = run(given);
    expect(said).toEqual(wanted);
    expect(result).toEqual({ changed: wanted.length > 0, snap_aliases: left });
  });

  test('a target without snap', () => {
    expect(failureOf(() => run({ name: 'a', alias: ['b'] }, { status: 127 })).message).toContain('install snapd');
  });
});
