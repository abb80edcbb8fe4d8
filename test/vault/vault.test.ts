import { chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { Secret } from '../../src/base/secret.js';
import { vaultCommand } from '../../src/cli/commands/vault.js';
import { VaultKeyring } from '../../src/vault/keyring.js';
import { memoryEnvironment, type MemoryEnvironment } from '../inventory/memory-environment.js';
import recorded from './recorded.json' with { type: 'json' };

const keyring = (...passwords: readonly (readonly [id: string, password: string])[]): VaultKeyring =>
  new VaultKeyring(passwords.map(([id, password]) => ({ id, password: new Secret(password) })));

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (error instanceof ProvisionError) return error.code;
    throw error;
  }
  return 'no error';
}

describe('vault data is what ansible-vault makes', () => {
  test.each(recorded.map((one) => [JSON.stringify(one.plain).slice(0, 40), one] as const))(
    '%s',
    (_name, { id, password, salt, plain, armoured }) => {
      const ring = keyring([id, password]);
      const [secret] = ring.secrets;
      expect(ring.decryptText(armoured)).toBe(plain);
      expect(secret && ring.encrypt(Buffer.from(plain), secret, Buffer.from(salt))).toBe(armoured);
    },
  );
});

describe('several passwords', () => {
  const [first] = recorded;
  const armoured = first?.armoured ?? '';

  test('all are tried, the one with the data’s label first', () => {
    expect(keyring(['a', 'wrong'], ['b', 'secret']).decryptText(armoured)).toBe(first?.plain);
  });

  test('only the matching label is tried when that is asked for', () => {
    const strict = new VaultKeyring([{ id: 'other', password: new Secret('secret') }], { mustMatchId: true });
    expect(codeOf(() => strict.open(armoured))).toBe('E0702');
  });

  test.each([
    ['a wrong password', keyring(['default', 'wrong']), armoured, 'E0702'],
    ['no password', keyring(), armoured, 'E0701'],
    ['damaged data', keyring(['default', 'secret']), armoured.replace(/3(\d)\n$/, '3\n'), 'E0703'],
    ['changed data', keyring(['default', 'secret']), armoured.replace(/.{6}\n$/, '343434\n'), 'E0702'],
    ['plain text', keyring(['default', 'secret']), 'a: 1\n', 'E0703'],
    ['a later format', keyring(['default', 'secret']), armoured.replace(';1.1;', ';1.3;'), 'E0703'],
  ])('%s', (_case, ring, text, code) => {
    expect(codeOf(() => ring.open(text))).toBe(code);
  });

  test('an error never shows a password', () => {
    try {
      keyring(['default', 'hunter22']).open(armoured);
    } catch (error) {
      expect(JSON.stringify(error) + String(error)).not.toContain('hunter22');
    }
    expect.assertions(1);
  });
});

describe('vault commands', () => {
  let directory = '';
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'provision-vault-'));
    write('pw', 'secret\n');
    write('pw2', 'other\n');
    write('plain.yml', 'a: 1\n', 0o644);
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  function write(name: string, text: string, mode = 0o600): void {
    writeFileSync(join(directory, name), text);
    chmodSync(join(directory, name), mode);
  }
  const read = (name: string): string => readFileSync(join(directory, name), 'utf8');
  const modeOf = (name: string): string => (statSync(join(directory, name)).mode & 0o777).toString(8);

  async function vault(args: string, given: Parameters<typeof memoryEnvironment>[1] = {}): Promise<MemoryEnvironment> {
    const environment = memoryEnvironment(directory, given);
    const program = new Command('provision').exitOverride();
    vaultCommand(program, environment);
    await program.parseAsync(['vault', ...args.split(' ')], { from: 'user' });
    return environment;
  }

  test('encrypt, view, rekey and decrypt a file, which stays private', async () => {
    await vault('encrypt --vault-password-file pw plain.yml');
    expect(read('plain.yml')).toMatch(/^\$ANSIBLE_VAULT;1\.1;AES256\n/);
    expect(modeOf('plain.yml')).toBe('600');
    await vault('rekey --vault-password-file pw --new-vault-id new@pw2 plain.yml');
    expect(read('plain.yml')).toMatch(/^\$ANSIBLE_VAULT;1\.2;AES256;new\n/);
    expect((await vault('view --vault-id new@pw2 plain.yml')).output()).toBe('a: 1\n');
    await vault('decrypt --vault-id new@pw2 plain.yml');
    expect([read('plain.yml'), modeOf('plain.yml')]).toEqual(['a: 1\n', '600']);
  });

  test('the password may come from VAULT_PASSWORD, a program, or be typed', async () => {
    await vault('encrypt plain.yml', { variables: { VAULT_PASSWORD: 'secret' } });
    write('name-client', '#!/bin/sh\n[ "$1 $2" = "--vault-id dev" ] && echo secret\n', 0o700);
    expect((await vault('view --vault-id dev@name-client plain.yml')).output()).toBe('a: 1\n');
    expect((await vault('view plain.yml', { answers: ['secret'] })).output()).toBe('a: 1\n');
  });

  test('standard input and output', async () => {
    const encrypted = await vault('encrypt --vault-password-file pw', { input: 'text' });
    expect((await vault('decrypt --vault-password-file pw', { input: encrypted.output() })).output()).toBe('text');
  });

  test('encrypt_string prints what can be pasted into YAML', async () => {
    const { output } = await vault('encrypt_string --vault-password-file pw bar --name foo', {
      variables: { ANSIBLE_VAULT_ENCRYPT_SALT: 'thesalt' },
    });
    expect(output()).toMatchInlineSnapshot(`
      "foo: !vault |
                $ANSIBLE_VAULT;1.1;AES256
                37343638363537333631366337340a37623636656137623334333465396564316432333538346636
                6530333133356565316330366130383734623865396232636533633863396361393935316464610a
                3862323037613863323532356435333661393733653736353038363137386465
      "
    `);
  });

  test('edit changes the file, keeps its mode and label, and leaves nothing behind', async () => {
    await vault('encrypt --vault-id dev@pw plain.yml');
    chmodSync(join(directory, 'plain.yml'), 0o640);
    write(
      'editor',
      '#!/bin/sh\nstat -c "%a" "$1" > seen; dirname "$1" >> seen; echo "b: 2" >> "$1"\n'.replaceAll(
        'seen',
        join(directory, 'seen'),
      ),
      0o700,
    );
    await vault('edit --vault-id other@pw plain.yml', { variables: { EDITOR: join(directory, 'editor') } });
    expect((await vault('view --vault-id dev@pw plain.yml')).output()).toBe('a: 1\nb: 2\n');
    expect([read('plain.yml').split('\n')[0], modeOf('plain.yml')]).toEqual(['$ANSIBLE_VAULT;1.2;AES256;dev', '640']);
    const [mode = '', place = ''] = read('seen').trim().split('\n');
    expect(mode).toBe('600');
    expect(() => readdirSync(place)).toThrow();
  });

  test('an editor that fails changes nothing', async () => {
    await vault('encrypt --vault-password-file pw plain.yml');
    const before = read('plain.yml');
    await expect(vault('edit --vault-password-file pw plain.yml', { variables: { EDITOR: 'false' } })).rejects.toThrow(
      /exit status 1/,
    );
    expect(read('plain.yml')).toBe(before);
  });

  test.each([
    ['decrypt --vault-password-file pw plain.yml', 'E0703'],
    ['view --vault-password-file nowhere plain.yml', 'E0003'],
    ['view --vault-password-file pw nowhere', 'E0003'],
    ['rekey --vault-password-file pw --new-vault-password-file pw2 plain.yml', 'E0703'],
  ])('%s fails', async (args, code) => {
    await expect(vault(args)).rejects.toThrow(expect.objectContaining({ code }));
    expect(read('plain.yml')).toBe('a: 1\n');
  });

  test('several passwords to choose from are wrong options', async () => {
    const { exitCodes } = await vault('encrypt --vault-id a@pw --vault-id b@pw2 plain.yml');
    expect(exitCodes).toEqual([5]);
  });
});
