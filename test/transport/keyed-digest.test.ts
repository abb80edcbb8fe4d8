import { expect, test } from 'vitest';
import { keyedDigest } from '../../src/transport/keyed-digest.js';

test.each([
  ['equal data', ['sudo', 'root', 'pass'], true],
  ['another word', ['sudo', 'root', 'other'], false],
  ['words cut elsewhere', ['sudo', 'rootpass'], false],
  ['a word less', ['sudo', 'root'], false],
])('%s', (_case, data, isSame) => {
  expect(keyedDigest(data) === keyedDigest(['sudo', 'root', 'pass'])).toBe(isSame);
});

test('the secret is not in it', () => {
  expect(keyedDigest(['hidden-word'])).not.toContain('hidden-word');
});
