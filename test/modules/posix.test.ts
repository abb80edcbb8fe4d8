import { describe, expect, test } from 'vitest';
import { authorizedKey } from '../../src/modules/authorized_key.js';
import { parseKey, withKeys } from '../../src/modules/authorized-key/keys.js';
import { modprobe } from '../../src/modules/modprobe.js';
import { edited, sysctl } from '../../src/modules/sysctl.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
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
    [
      'there with another comment',
      [bob, 'ssh-ed25519 AAAAada old', '# x'],
      { isPresent: true, isExclusive: false },
      [bob, '# x', ada],
    ],
    ['there with another comment, alone', ['ssh-ed25519 AAAAada old'], { isPresent: true, isExclusive: false }, [ada]],
    ['to be removed', [ada, bob], { isPresent: false, isExclusive: false }, [bob]],
    ['alone', [bob, '# x', ada], { isPresent: true, isExclusive: true }, [ada]],
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
    [
      'there twice, the last one right',
      'vm.swappiness=60\nvm.swappiness=5\n',
      'present',
      'vm.swappiness=60\nvm.swappiness=5\n',
    ],
    ['there twice', 'vm.swappiness=6\n b=1\nvm.swappiness=7\n', 'present', 'vm.swappiness=5\nb=1\n'],
    ['only as a comment', '#vm.swappiness=5\n', 'present', '#vm.swappiness=5\nvm.swappiness=5\n'],
    ['to be removed', 'a=1\nvm.swappiness=60\n', 'absent', 'a=1\n'],
  ] as const)('%s', (_case, text, state, wanted) => {
    expect(edited(text, name, { state, value: '5' })).toBe(wanted);
  });

  test('several numbers are compared without their spaces', () => {
    expect(edited('a.b = 1\t2   3\n', 'a.b', { state: 'present', value: '1 2 3' })).toBe('a.b = 1\t2   3\n');
  });

  test('what the kernel refuses fails before the file is written, whatever errors are ignored', () => {
    const given = { name, value: '5', sysctl_set: true, ignoreerrors: true };
    const refused = { status: 1, stderr: Buffer.from('Operation not permitted\n') };
    const step = sysctl.run(withDefaults(sysctl, given), target);
    step.next();
    step.next([{ exists: false }, { exists: false }, undefined]);
    const { value: set } = step.next(['60']);
    expect(JSON.stringify(set)).toContain('vm.swappiness');
    expect(failureOf(() => step.next(refused)).message).toBe('setting vm.swappiness failed: Operation not permitted\n');
  });

  test('a name must be one', () => {
    expect(
      failureOf(() => sysctl.run(withDefaults(sysctl, { name: 'a=b', value: '1' }), target).next()).message,
    ).toContain('name');
  });
});

describe('modprobe', () => {
  const file = (path: string, text: string): string => `\x1e${path}\n${text}`;
  const list = '/etc/modules-load.d/own.conf';
  const options = '/etc/modprobe.d/own.conf';
  const run = (given: Record<string, unknown>, isLoaded: boolean, files = '') =>
    talk(modprobe.run(withDefaults(modprobe, { name: 'br_netfilter', ...given }), target), {
      prints: { '/proc/modules': `${isLoaded ? '0' : '1'}\n${files}` },
    });
  const kept = `${file(list, '# x\nbr_netfilter # why\n')}${file(options, 'options br_netfilter b=2 a=1\n')}`;

  test.each([
    ['missing', {}, false, '', ['load']],
    ['loaded', {}, true, '', []],
    ['to be unloaded', { state: 'absent' }, true, '', ['unload']],
    ['for each boot', { persistent: 'present' }, true, '', ['load at boot']],
    ['for each boot already', { persistent: 'present', params: 'a=1 b=2' }, true, kept, []],
    ['with other parameters', { persistent: 'present', params: 'a=3' }, true, kept, ['load at boot']],
    ['no longer at boot', { persistent: 'absent' }, true, kept, ['do not load at boot']],
    ['never at boot', { persistent: 'absent' }, true, file(list, '#br_netfilter\n'), []],
  ])('%s', (_case, given, isLoaded, files, said) => {
    const { changes, result } = run(given, isLoaded, files);
    expect(changes.map(({ what }) => what)).toEqual(said);
    expect(result.changed).toBe(said.length > 0);
  });

  test('what is no longer wanted is commented out where it stands', () => {
    const { changes } = run({ persistent: 'absent' }, true, kept);
    const parts = changes[0]?.run.parts ?? [];
    const texts = parts.flatMap((part) =>
      typeof part === 'object' && 'content' in part ? [String(part.content)] : [],
    );
    expect(texts).toEqual(['# x\n#br_netfilter # why\n', '#options br_netfilter b=2 a=1\n']);
  });
});
