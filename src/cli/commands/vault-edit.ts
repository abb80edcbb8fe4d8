import { existsSync } from 'node:fs';
import { extname, resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { splitLine } from '../../inventory/words.js';
import { editText } from '../../vault/edit-text.js';
import { openEnvelope } from '../../vault/envelope.js';
import { writeWhole } from '../../vault/write-file.js';
import type { CliEnvironment } from '../environment.js';
import type { VaultCommandFlags } from './vault.js';
import { locateFile, openFile, readAll } from './vault-files.js';
import { chooseSecret, openSession, saltOf, type VaultSession } from './vault-secret.js';

/** Writes a new encrypted file in an editor. */
export async function createFile(file: string, flags: VaultCommandFlags, environment: CliEnvironment): Promise<void> {
  const path = resolve(environment.directory, file);
  if (!environment.isOutputTerminal && flags.skipTtyCheck !== true) {
    throw new ProvisionError('E0001', 'not a tty, editor cannot be opened', {
      hint: 'use --skip-tty-check when the editor needs none',
    });
  }
  if (existsSync(path))
    throw new ProvisionError('E0005', `${file} exists already`, { hint: 'use "provision vault edit"' });
  const session = await openSession(flags, environment, true);
  const secret = chooseSecret(session, flags);
  const text = await edit(new Uint8Array(), { path, session, environment });
  await writeWhole(path, session.keyring.encrypt(text, secret, saltOf(session)), { keepsMode: false });
}

/** Changes an encrypted file in an editor. Its label stays, and its password unless another is chosen. */
export async function editFile(file: string, flags: VaultCommandFlags, environment: CliEnvironment): Promise<void> {
  const path = await locateFile(file, environment);
  const session = await openSession(flags, environment);
  const bytes = await readAll(path, environment);
  const { plain, secret } = openFile(bytes, file, session.keyring);
  const text = await edit(plain, { path, session, environment });
  if (text.equals(plain)) return;
  const label = openEnvelope(bytes.toString('utf8')).id;
  const chosen = flags.encryptVaultId === undefined ? { ...secret, id: label } : chooseSecret(session, flags);
  await writeWhole(path, session.keyring.encrypt(text, chosen, saltOf(session)), { keepsMode: true });
}

interface Editing {
  readonly path: string;
  readonly session: VaultSession;
  readonly environment: CliEnvironment;
}

function edit(plain: Uint8Array, { path, session, environment }: Editing): Promise<Buffer> {
  const editor = splitLine(session.configuration.editor)?.map((word) => word.text) ?? [];
  return editText(plain, { editor, suffix: extname(path), onSignal: (cleanUp) => environment.onSignal(cleanUp) });
}
