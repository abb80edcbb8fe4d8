import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret, SecretMask } from '../../src/base/secret.js';

describe('a secret', () => {
  const secret = new Secret('hunter2-hunter2');

  test('shows itself to nobody but who asks for it by name', () => {
    expect([String(secret), JSON.stringify({ secret }), inspect({ secret })].join(' ')).not.toContain('hunter2');
    expect(secret.reveal()).toBe('hunter2-hunter2');
  });
});

describe('the mask', () => {
  const mask = new SecretMask();
  mask.add("pass'word+1/=");
  mask.add('first line of a key\nsecond line of a key\n');

  test.each([
    ['as it is', "x pass'word+1/= y"],
    ['in JSON', JSON.stringify({ a: "pass'word+1/=" })],
    ['in base64', Buffer.from("pass'word+1/=").toString('base64')],
    ['in a URL', encodeURIComponent("pass'word+1/=")],
    ['quoted for sh', `'pass'\\''word+1/='`],
    ['one of its lines', '  second line of a key'],
  ])('hides a secret %s', (_form, text) => {
    const masked = mask.apply(text);
    expect(masked).toContain('********');
    expect(masked).not.toMatch(/word\+1|second line|cGFzcydA/);
  });

  test('leaves short and empty secrets alone, which would hide ordinary words', () => {
    const short = new SecretMask();
    short.add('yes');
    short.add('');
    expect(short.apply('yes, it is')).toBe('yes, it is');
  });

  test('hides the longer of two secrets whole', () => {
    const two = new SecretMask();
    two.add('abcd');
    two.add('abcdefgh');
    expect(two.apply('abcdefgh')).toBe('********');
  });
});
