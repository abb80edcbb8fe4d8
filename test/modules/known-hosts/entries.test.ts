import { describe, expect, test } from 'vitest';
import { concerns, hashHost, parseEntry, searchKey } from '../../../src/modules/known-hosts/entries.js';

// ssh-keygen -H made this of "git.example.org".
const hashed = '|1|4zXR2KQD87z5jv1GpHW3DR9mDRE=|8Rnsv7h+XLpcC1Qx5CeapsDFBPc=';
const salt = Buffer.from('4zXR2KQD87z5jv1GpHW3DR9mDRE=', 'base64');

describe('entries', () => {
  test.each([
    ['a key', 'h ssh-rsa AAAA comment', { marker: '', hosts: 'h', type: 'ssh-rsa', key: 'AAAA' }],
    [
      'a marker',
      '@revoked h,i ssh-ed25519 AAAA\n',
      { marker: '@revoked', hosts: 'h,i', type: 'ssh-ed25519', key: 'AAAA' },
    ],
    ['a comment', '# h ssh-rsa AAAA', undefined],
    ['nothing', '\n', undefined],
    ['no key', 'h ssh-rsa', undefined],
  ])('%s', (_case, line, expected) => expect(parseEntry(line)).toEqual(expected));

  test.each([
    ['h', 'h', true],
    ['h', 'other', false],
    ['a,h,b', 'h', true],
    ['*.example.org', 'git.example.org', true],
    ['*.example.org', '*.example.org', true],
    ['*.example.org,!git.example.org', 'git.example.org', false],
    ['h?', 'h1', true],
    ['[git.example.org]:2222', '[git.example.org]:2222', true],
    ['192.168.1.1', '192a168b1c1', false],
  ])('the field %s for %s: %s', (hosts, host, expected) => expect(concerns(hosts, host)).toBe(expected));

  test('a hashed name is known again, and no other', () => {
    const entry = { marker: '', hosts: 'h', type: 'ssh-rsa', key: 'AAAA' };
    expect(hashHost(entry, 'git.example.org', salt)).toBe(`${hashed} ssh-rsa AAAA`);
    expect([concerns(hashed, 'git.example.org'), concerns(hashed, 'other.example.org')]).toEqual([true, false]);
  });
});

describe('a search', () => {
  const lines = ['# c\n', 'h ssh-rsa AAAA\n', 'i ssh-rsa AAAA\n', 'h ssh-ed25519 BBBB\n', '@revoked h ecdsa CCCC\n'];
  test.each([
    ['the same key', 'h ssh-rsa AAAA', { about: [1, 3], line: 1, isSame: true }],
    ['another key of its type', 'h ssh-ed25519 CCCC', { about: [1, 3], line: 3, isSame: false }],
    ['a key of another type', 'h ecdsa CCCC', { about: [1, 3], line: undefined, isSame: false }],
    ['a revoked key', '@revoked h ecdsa CCCC', { about: [1, 3], line: 4, isSame: true }],
    ['the same key, revoked', '@revoked h ssh-rsa AAAA', { about: [1, 3], line: 1, isSame: false }],
  ])('%s', (_case, key, expected) => expect(searchKey(lines, 'h', parseEntry(key))).toEqual(expected));
});
