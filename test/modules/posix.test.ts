import { describe, expect, test } from 'vitest';
import { authorizedKey } from '../../src/modules/authorized_key.js';
import { parseKey, withKeys } from '../../src/modules/authorized-key/keys.js';
import { modprobe } from '../../src/modules/modprobe.js';
import { edited, sysctl } from '../../src/modules/sysctl.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

const ada = 'ssh-ed25519 AAAAada ada@host';
const bob = 'from="10.0.0.1, b",no-pty ssh-rsa AAAAbob bob';

describe('authorized keys', () => {
  test('a line is read with its options', () => {
    expect(parseKey(bob)).toEqual({
      options: 'from="10.0.0.1, b",no-pty',
      type: 'ssh-rsa',
      blob: 'AAAAbob',
      comment: 'bob',
    });
    expect([parseKey('# ssh-rsa AAAA'), parseKey(''), parseKey('nonsense')]).toEqual([undefined, undefined, undefined]);
  });

  const key = parseKey(ada) ?? { options: '', type: '', blob: '', comment: '' };
  test.each([
    ['missing', [bob], { isPresent: true, isExclusive: false }, [bob, ada]],
    ['there', [ada, '# x', bob], { isPresent: true, isExclusive: false }, [ada, '# x', bob]],
    ['there with another comment', ['ssh-ed25519 AAAAada old'], { isPresent: true, isExclusive: false }, [ada]],
    ['to be removed', [ada, bob], { isPresent: false, isExclusive: false }, [bob]],
    ['alone', [bob, '# x', ada], { isPresent: true, isExclusive: true }, ['# x', ada]],
  ])('%s', (_case, lines, wish, wanted) => {
    expect(withKeys(lines, { keys: [key], ...wish })).toEqual(wanted);
  });

  test.each([
    [{ key: 'nonsense' }, undefined, 'Failed to lookup user ada'],
    [{ key: 'nonsense', path: '/k' }, undefined, 'invalid key specified: nonsense'],
  ])('refused: %o', (given, now, message) => {
    const conversation = authorizedKey.run(withDefaults(authorizedKey, { user: 'ada', ...given }), target);
    conversation.next();
    expect(failureOf(() => conversation.next([now])).message).toContain(message);
  });
});

describe('sysctl', () => {
  const name = 'vm.swappiness';
  test.each([
    ['missing', 'a=1', 'present', 'a=1\nvm.swappiness=5\n'],
    ['there, written otherwise', 'vm.swappiness =  5\n', 'present', 'vm.swappiness =  5\n'],
    ['another value', '# x\nvm.swappiness=60\nb=2\n', 'present', '# x\nvm.swappiness=5\nb=2\n'],
    ['there twice', 'vm.swappiness=60\nvm.swappiness=5\n', 'present', 'vm.swappiness=5\n'],
    ['only as a comment', '#vm.swappiness=5\n', 'present', '#vm.swappiness=5\nvm.swappiness=5\n'],
    ['to be removed', 'a=1\nvm.swappiness=60\n', 'absent', 'a=1\n'],
  ] as const)('%s', (_case, text, state, wanted) => {
    expect(edited(text, name, { state, value: '5' })).toBe(wanted);
  });

  test('several numbers are compared without their spaces', () => {
    expect(edited('a.b = 1\t2   3\n', 'a.b', { state: 'present', value: '1 2 3' })).toBe('a.b = 1\t2   3\n');
  });

  test('a name must be one', () => {
    expect(
      failureOf(() => sysctl.run(withDefaults(sysctl, { name: 'a=b', value: '1' }), target).next()).message,
    ).toContain('name');
  });
});

describe('modprobe', () => {
  const run = (given: Record<string, unknown>, now: { loaded: boolean; persists: boolean; listed: boolean }) => {
    const said: string[] = [];
    const conversation = modprobe.run(withDefaults(modprobe, { name: 'br_netfilter', ...given }), target);
    const answer = (step: Step): unknown => {
      if (step.kind === 'change') said.push(step.change.what);
      return step.kind === 'ask' ? [now] : undefined;
    };
    let next = conversation.next();
    while (!next.done) next = conversation.next(answer(next.value));
    expect(next.value.changed).toBe(said.length > 0);
    return said;
  };
  const no = { loaded: false, persists: false, listed: false };
  const yes = { loaded: true, persists: true, listed: true };

  test.each([
    ['missing', {}, no, ['load']],
    ['loaded', {}, yes, []],
    ['to be unloaded', { state: 'absent' }, yes, ['unload']],
    ['for each boot', { persistent: 'present' }, { ...yes, persists: false }, ['load at boot']],
    ['no longer at boot', { persistent: 'absent' }, yes, ['do not load at boot']],
  ])('%s', (_case, given, now, said) => {
    expect(run(given, now)).toEqual(said);
  });
});
