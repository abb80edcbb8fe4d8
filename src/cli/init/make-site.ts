import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { Secret } from '../../base/secret.js';
import { VaultKeyring } from '../../vault/keyring.js';
import { defaultVaultId } from '../../vault/envelope.js';
import type { CliEnvironment } from '../environment.js';
import { siteFiles, vaultText } from './site-files.js';

/** Writes a new site that runs as it is. Throws E0005 when there is something already. */
export function makeSite(name: string, environment: CliEnvironment): void {
  const directory = resolve(environment.directory, name);
  if (existsSync(directory) && readdirSync(directory).some((entry) => entry !== '.git'))
    throw new ProvisionError('E0005', `${name} is not empty`, { hint: 'name a directory that is new or empty' });
  const password = randomBytes(24).toString('base64url');
  for (const [path, text] of Object.entries(siteFiles)) write(join(directory, path), text);
  write(join(directory, '.vault_pass'), `${password}\n`, 0o600);
  const secret = { id: defaultVaultId, password: new Secret(password) };
  const vault = new VaultKeyring([secret]).encrypt(Buffer.from(vaultText), secret);
  write(join(directory, 'inventory/group_vars/all/vault.yml'), vault, 0o600);
  environment.writeOutput(`${name} is ready: cd ${name} && provision doctor && provision plan\n`);
}

function write(path: string, text: string, mode = 0o644): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode });
}
