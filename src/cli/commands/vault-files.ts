import { readFile, realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ProvisionError, messageOf } from '../../base/errors.js';
import { isVaultData } from '../../vault/envelope.js';
import type { Opened, VaultKeyring, VaultSecret } from '../../vault/keyring.js';
import { loadKeyring } from '../../vault/load-keyring.js';
import { writeWhole } from '../../vault/write-file.js';
import type { CliEnvironment } from '../environment.js';
import type { VaultCommandFlags } from './vault.js';
import { chooseSecret, openSession, saltOf } from './vault-secret.js';

/** Standard input and output. */
const standard = '-';

/** Encrypts files in place, or into `--output`; without files standard input. */
export async function encryptFiles(
  files: readonly string[],
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<void> {
  checkOutput(files, flags);
  const session = await openSession(flags, environment, true);
  const secret = chooseSecret(session, flags);
  const salt = saltOf(session);
  await transform(files, flags, {
    environment,
    change: (bytes) => {
      if (isVaultData(bytes))
        throw new ProvisionError('E0703', 'input is already encrypted', {
          hint: 'use "provision vault rekey" to change its password',
        });
      return session.keyring.encrypt(bytes, secret, salt);
    },
  });
  if (environment.isOutputTerminal) environment.note('Encryption successful');
}

/** Decrypts files for good, or into `--output`. The plain files stay private. */
export async function decryptFiles(
  files: readonly string[],
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<void> {
  checkOutput(files, flags);
  const { keyring } = await openSession(flags, environment);
  await transform(files, flags, { environment, change: (bytes, path) => openFile(bytes, path, keyring).plain });
  if (environment.isOutputTerminal) environment.note('Decryption successful');
}

/** Prints encrypted files. */
export async function viewFiles(
  files: readonly string[],
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<void> {
  const { keyring } = await openSession(flags, environment);
  for (const file of files) environment.writeOutput(openFile(await readAll(file, environment), file, keyring).plain);
}

/** Encrypts files with another password; a file that cannot be opened stops it before anything is written. */
export async function rekeyFiles(
  files: readonly string[],
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<void> {
  const session = await openSession(flags, environment);
  const opened: { readonly path: string; readonly plain: Buffer }[] = [];
  for (const file of files) {
    const path = await locateFile(file, environment);
    opened.push({ path, plain: openFile(await readAll(path, environment), file, session.keyring).plain });
  }
  const secret = await newSecret(flags, environment);
  for (const { path, plain } of opened) {
    await writeWhole(path, session.keyring.encrypt(plain, secret, saltOf(session)), { keepsMode: true });
  }
  environment.note('Rekey successful');
}

async function newSecret(flags: VaultCommandFlags, environment: CliEnvironment): Promise<VaultSecret> {
  const sources = { vaultIds: flags.newVaultId ?? [], passwordFiles: flags.newVaultPasswordFile ?? [] };
  const keyring = await loadKeyring(
    { ...sources, askPassword: false, askWhenNone: true, isNew: true },
    {
      directory: environment.directory,
      home: environment.home,
      environmentPassword: undefined,
      ask: (prompt) => environment.askSecret(prompt),
      warn: (message) => environment.warn(message),
    },
  );
  const wanted = flags.encryptVaultId;
  const secret = wanted === undefined ? keyring.secrets[0] : keyring.secrets.find(({ id }) => id === wanted);
  if (secret) return secret;
  throw new ProvisionError('E0701', `no new vault password is labelled "${wanted ?? ''}"`, {
    hint: 'give one with --new-vault-id',
  });
}

/** Opens an encrypted file's bytes; errors name the file. */
export function openFile(bytes: Buffer, path: string, keyring: VaultKeyring): Opened {
  const at = path === standard ? undefined : { file: path, line: 1, column: 1 };
  return keyring.open(bytes.toString('utf8'), at);
}

/** Where a file really is, so that a link stays a link when the file is replaced. */
export async function locateFile(file: string, environment: CliEnvironment): Promise<string> {
  const path = resolve(environment.directory, file);
  return realpath(path).catch((cause: unknown) => {
    throw new ProvisionError('E0003', `the file ${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
}

/** A file's bytes, or all of standard input. */
export async function readAll(file: string, environment: CliEnvironment): Promise<Buffer> {
  if (file === standard) return environment.readInput();
  const path = await locateFile(file, environment);
  return readFile(path).catch((cause: unknown) => {
    throw new ProvisionError('E0003', `the file ${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
}

interface Transformation {
  readonly environment: CliEnvironment;
  readonly change: (bytes: Buffer, path: string) => string | Buffer;
}

async function transform(
  files: readonly string[],
  flags: VaultCommandFlags,
  { environment, change }: Transformation,
): Promise<void> {
  if (files.length === 0 && environment.isInteractive)
    environment.note('Reading from standard input; end it with ctrl-d');
  for (const file of files.length === 0 ? [standard] : files) {
    const changed = change(await readAll(file, environment), file);
    const target = flags.output ?? file;
    if (target === standard) environment.writeOutput(changed);
    else
      await writeWhole(
        flags.output === undefined ? await locateFile(file, environment) : resolve(environment.directory, target),
        changed,
        { keepsMode: false },
      );
  }
}

function checkOutput(files: readonly string[], flags: VaultCommandFlags): void {
  if (files.length > 1 && flags.output !== undefined) {
    throw new ProvisionError('E0001', '--output takes one input file at most', {
      hint: 'leave --output out to change the files in place',
    });
  }
}
