import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ssh2 from 'ssh2';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { loadPrivateKeys } from '../../src/connections/ssh-keys.js';
import type { SshTarget } from '../../src/connections/ssh-target.js';

let folder: string;
const path = (name: string): string => join(folder, name);

const target: SshTarget = {
  name: 'web1',
  host: 'web1',
  port: 22,
  user: 'me',
  password: undefined,
  keyFiles: [],
  passphrase: undefined,
  agent: undefined,
  identitiesOnly: false,
  hostKeys: { mode: 'yes', alias: 'web1', files: [], isHashing: false },
  connectTimeout: 10,
  keepaliveInterval: 15,
  keepaliveCount: 3,
  family: 0,
  route: { kind: 'direct' },
};

const load = (name: string, changes: Partial<SshTarget> = {}, isRequired = true) =>
  loadPrivateKeys({ ...target, keyFiles: [{ file: path(name), isRequired }], ...changes });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'provision-keys-'));
  const plain = ssh2.utils.generateKeyPairSync('ed25519');
  const locked = ssh2.utils.generateKeyPairSync('ecdsa', {
    bits: 256,
    passphrase: 'correct',
    cipher: 'aes256-ctr',
    rounds: 1,
  });
  await writeFile(path('plain'), plain.private, { mode: 0o600 });
  await writeFile(path('open'), plain.private);
  await chmod(path('open'), 0o640);
  await writeFile(path('plain.pub'), plain.public, { mode: 0o600 });
  await writeFile(path('locked'), locked.private, { mode: 0o600 });
  await writeFile(path('garbage'), 'not a key', { mode: 0o600 });
});
afterAll(() => rm(folder, { recursive: true }));

test.each([
  ['plain', undefined],
  ['locked', new Secret('correct')],
])('the key "%s" is read', async (name, passphrase) => {
  const { keys } = await load(name, { passphrase });
  expect(keys.map(({ file }) => file)).toEqual([path(name)]);
});

test.each([
  ['open', undefined, 'is open to others (mode 0640)'],
  ['plain.pub', undefined, 'public key'],
  ['locked', undefined, 'encrypted'],
  ['locked', new Secret('wrong'), 'passphrase'],
  ['garbage', undefined, 'cannot be used'],
  ['missing', undefined, 'does not exist'],
])('a named key that cannot be used is an error: %s', async (name, passphrase, message) => {
  const loading = load(name, { passphrase });
  await expect(loading).rejects.toMatchObject({ code: 'E0607', message: expect.stringContaining(message) as unknown });
});

test.each([['plain.pub'], ['locked'], ['garbage'], ['missing']])(
  'a default key that cannot be used is passed over: %s',
  async (name) => {
    expect(await load(name, {}, false)).toEqual({ keys: [], passedOver: [] });
  },
);

test('an encrypted key may be in the agent', async () => {
  const { keys, passedOver } = await load('locked', { agent: '/run/agent' });
  expect(keys).toEqual([]);
  expect(passedOver).toEqual([expect.stringContaining('encrypted')]);
});

test('errors never hold the passphrase', async () => {
  const error: unknown = await load('locked', { passphrase: new Secret('swordfish') }).catch(
    (thrown: unknown) => thrown,
  );
  expect(JSON.stringify(error) + String(error)).not.toContain('swordfish');
  expect(await readFile(path('locked'), 'utf8')).toContain('PRIVATE KEY');
});
