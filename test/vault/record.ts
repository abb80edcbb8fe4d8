import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Records what ansible-vault of the virtual environment $ANSIBLE_VENV writes: `ANSIBLE_VENV=... npx tsx test/vault/record.ts`. */
const venv = process.env['ANSIBLE_VENV'];
if (venv === undefined) throw new Error('set ANSIBLE_VENV to a virtual environment with ansible-core');

const cases = [
  { id: 'default', password: 'secret', salt: 'thesalt', plain: 'hello: world\n' },
  { id: 'dev', password: 'Gr\u00fc\u00dfe \u2603', salt: 'another salt', plain: 'snow: \u2603\n' },
  { id: 'default', password: 'p', salt: 's', plain: 'exactly16 bytes!' },
  { id: 'prod', password: 'long '.repeat(30).trim(), salt: 'x'.repeat(32), plain: 'line of a long file\n'.repeat(60) },
];
const directory = mkdtempSync(join(tmpdir(), 'record-'));
const results = cases.map((one) => {
  writeFileSync(join(directory, 'password'), one.password);
  const armoured = execFileSync(
    join(venv, 'bin', 'ansible-vault'),
    ['encrypt', '--vault-id', `${one.id}@${join(directory, 'password')}`],
    {
      input: one.plain,
      encoding: 'utf8',
      env: { ...process.env, ANSIBLE_VAULT_ENCRYPT_SALT: one.salt },
    },
  );
  return { ...one, armoured };
});
rmSync(directory, { recursive: true });
writeFileSync(fileURLToPath(new URL('recorded.json', import.meta.url)), `${JSON.stringify(results, null, 1)}\n`);
