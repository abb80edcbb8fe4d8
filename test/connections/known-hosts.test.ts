import { expect, test } from 'vitest';
import {
  fingerprint,
  hashName,
  isAbout,
  judgeHostKey,
  keyType,
  knownName,
  parseKnownHosts,
} from '../../src/connections/known-hosts.js';

/** A key as on the wire: its type as a string with its length, then the given bytes. */
function key(type: string, bytes: string): string {
  const length = Buffer.alloc(4);
  length.writeUInt32BE(type.length);
  return Buffer.concat([length, Buffer.from(type), Buffer.from(bytes)]).toString('base64');
}

const ed = key('ssh-ed25519', 'one');
const otherEd = key('ssh-ed25519', 'two');
const rsa = key('ssh-rsa', 'three');
const salt = Buffer.from('0123456789abcdefghij');

test.each([
  ['plain', 'web1 ssh-ed25519 AAAA', 'web1', true],
  ['another host', 'web1 ssh-ed25519 AAAA', 'web2', false],
  ['not a part of a name', 'web1 ssh-ed25519 AAAA', 'web11', false],
  ['one of several', 'web1,10.0.0.1 ssh-ed25519 AAAA', '10.0.0.1', true],
  ['capitals', 'Web1 ssh-ed25519 AAAA', 'web1', true],
  ['port', '[web1]:2222 ssh-ed25519 AAAA', '[web1]:2222', true],
  ['another port', 'web1 ssh-ed25519 AAAA', '[web1]:2222', false],
  ['star', '*.example.org ssh-ed25519 AAAA', 'a.b.example.org', true],
  ['a dot is a dot', '*.example.org ssh-ed25519 AAAA', 'a.exampleXorg', false],
  ['question mark', 'web? ssh-ed25519 AAAA', 'web1', true],
  ['negated', '*.example.org,!bad.example.org ssh-ed25519 AAAA', 'bad.example.org', false],
  ['negated first', '!bad.example.org,*.example.org ssh-ed25519 AAAA', 'bad.example.org', false],
  ['IPv6', '2001:db8::1 ssh-ed25519 AAAA', '2001:db8::1', true],
  ['hashed', `${hashName('web1', salt)} ssh-ed25519 AAAA`, 'web1', true],
  ['hashed, another', `${hashName('web1', salt)} ssh-ed25519 AAAA`, 'web2', false],
  ['hashed in an unknown way', '|2|AAAA|AAAA ssh-ed25519 AAAA', 'web1', false],
])('a line is about a host: %s', (_case, row, name, wanted) => {
  const [entry] = parseKnownHosts(row, 'known_hosts');
  expect(entry !== undefined && isAbout(entry, name)).toBe(wanted);
});

test('what OpenSSH hashed is recognised', () => {
  // ssh-keygen -H of "localhost".
  const [entry] = parseKnownHosts('|1|F1E1KeoE/eEWhi10WpGv4OdiO6Y=|3988QV0VE8wmZL7suNrYQLITLCg= ssh-ed25519 AAAA', 'f');
  expect(entry && isAbout(entry, '192.168.1.61')).toBe(true);
});

test('comments, empty and broken lines count for nothing', () => {
  const text =
    '# web1 ssh-ed25519 AAAA\n\nweb1\nweb1 ssh-ed25519\n@wrong web1 ssh-ed25519 AAAA\n  web1 ssh-ed25519 AAAA comment\r\n';
  expect(parseKnownHosts(text, 'f')).toEqual([
    { file: 'f', line: 6, marker: undefined, names: 'web1', type: 'ssh-ed25519', key: 'AAAA' },
  ]);
});

test.each([
  ['the key is there', `web1 ssh-ed25519 ${ed}`, ed, 'known'],
  ['one of two keys', `web1 ssh-rsa ${rsa}\nweb1 ssh-ed25519 ${ed}`, ed, 'known'],
  ['no line', '', ed, 'unknown'],
  ['another key of the type', `web1 ssh-ed25519 ${otherEd}`, ed, 'changed'],
  ['only a key of another type', `web1 ssh-rsa ${rsa}`, ed, 'changed'],
  ['revoked', `web1 ssh-ed25519 ${ed}\n@revoked * ssh-ed25519 ${ed}`, ed, 'revoked'],
  ['another key is revoked', `web1 ssh-ed25519 ${ed}\n@revoked * ssh-ed25519 ${otherEd}`, ed, 'known'],
  ['only an authority', `@cert-authority * ssh-ed25519 ${otherEd}`, ed, 'certificate'],
  ['an authority and the key', `@cert-authority * ssh-ed25519 ${otherEd}\nweb1 ssh-ed25519 ${ed}`, ed, 'known'],
])('a shown key is judged: %s', (_case, text, shown, kind) => {
  expect(judgeHostKey(parseKnownHosts(text, 'f'), shown).kind).toBe(kind);
});

test('a changed key points to the line of the same type', () => {
  const entries = parseKnownHosts(`web1 ssh-rsa ${rsa}\nweb1 ssh-ed25519 ${otherEd}`, 'f');
  expect(judgeHostKey(entries, ed)).toMatchObject({ kind: 'changed', from: { line: 2 } });
});

test.each([
  ['Web1', 22, 'web1'],
  ['web1', 2222, '[web1]:2222'],
  ['2001:DB8::1', 22, '2001:db8::1'],
  ['2001:db8::1', 2222, '[2001:db8::1]:2222'],
])('%s port %d is known as %s', (host, port, name) => {
  expect(knownName(host, port)).toBe(name);
});

test('types and fingerprints are read from the key', () => {
  const real = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
  expect([keyType(real), fingerprint(real)]).toEqual([
    'ssh-ed25519',
    'SHA256:+DiY3wvvV6TuJJhbpZisF/zLDA0zPMSvHdkr4UvCOqU',
  ]);
});
