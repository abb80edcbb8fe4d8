import { execa } from 'execa';
import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from '../lab/exists.js';
import { hostsFile, settingsFile, type SitePlan } from './inventory.js';
import { provisionProgram } from './provision.js';
import { newSecrets, vaultText, type Secrets } from './secrets.js';

/** A site as users keep it: an inventory and a vault. */
export interface Site {
  readonly inventory: string;
  readonly secrets: Secrets;
}

/** Writes the inventory anew, and the secrets once. */
export async function writeSite(
  directory: string,
  plan: Omit<SitePlan, 'vault' | 'knownHosts'>,
  keys: string,
): Promise<Site> {
  const inventory = join(directory, 'inventory');
  const files = { vault: join(directory, 'vault', 'observer.yml'), knownHosts: join(directory, 'known_hosts') };
  await mkdir(join(inventory, 'group_vars'), { recursive: true });
  await mkdir(join(directory, 'vault'), { recursive: true, mode: 0o700 });
  await writeFile(files.knownHosts, keys);
  await writeFile(join(inventory, 'hosts.yml'), hostsFile({ ...plan, ...files }));
  await writeFile(join(inventory, 'group_vars', 'all.yml'), settingsFile({ ...plan, ...files }));
  const secrets = await keepSecrets(join(directory, 'secrets.json'));
  if (!(await exists(files.vault))) await writeVault(files.vault, secrets);
  return { inventory, secrets };
}

async function keepSecrets(file: string): Promise<Secrets> {
  if (await exists(file)) return JSON.parse(await readFile(file, 'utf8')) as Secrets;
  const secrets = newSecrets();
  await writeFile(`${file}.part`, JSON.stringify(secrets), { mode: 0o600 });
  await rename(`${file}.part`, file);
  return secrets;
}

/** The clear text goes to the command's standard input and never to the disk. */
async function writeVault(file: string, secrets: Secrets): Promise<void> {
  const part = `${file}.part`;
  await execa(process.execPath, [provisionProgram, 'vault', 'encrypt', '--output', part, '-'], {
    input: vaultText(secrets),
    env: { VAULT_PASSWORD: secrets.vaultPassword },
  });
  await chmod(part, 0o600);
  await rename(part, file);
}
