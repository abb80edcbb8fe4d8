import { readFile, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { ProvisionError, messageOf } from '../base/errors.js';
import { Secret } from '../base/secret.js';
import { defaultVaultId, isVaultText } from './envelope.js';
import { VaultKeyring, type VaultSecret } from './keyring.js';
import { runPasswordProgram, type ProgramRunner } from './run-password-program.js';

/** Asks the user for a line without showing it. */
export type AskPassword = (prompt: string) => Promise<string>;

/** Where one vault password comes from. */
export interface PasswordSource {
  readonly id: string;
  /** A file's path, or `prompt`. */
  readonly source: string;
  /** What to ask with, when `source` is `prompt`. */
  readonly prompts: readonly string[];
}

export interface SourceEnvironment {
  readonly directory: string;
  readonly home: string | undefined;
  readonly ask: AskPassword;
  /** How programs are run that print a password; as our own children unless said otherwise. */
  readonly runProgram?: ProgramRunner | undefined;
  /** Passwords read before: a password file may itself be encrypted with one of them. */
  readonly earlier: readonly VaultSecret[];
}

/** Splits `label@source`; without a label it is the default one. */
export function splitVaultId(text: string): { readonly id: string; readonly source: string } {
  const at = text.indexOf('@');
  return at === -1 ? { id: defaultVaultId, source: text } : { id: text.slice(0, at), source: text.slice(at + 1) };
}

/** Reads a password from a file, the output of a program, or the user. */
export async function readPassword(
  { id, source, prompts }: PasswordSource,
  environment: SourceEnvironment,
): Promise<VaultSecret> {
  const text =
    source === 'prompt' ? await askTwice(prompts, environment.ask) : await readFromFile(source, id, environment);
  if (text === '')
    throw failed(
      `Invalid vault password was provided from ${source === 'prompt' ? 'the prompt' : `file (${source})`}`,
      undefined,
    );
  return { id, password: new Secret(text) };
}

/** Asks with each prompt; all answers must be the same. */
async function askTwice(prompts: readonly string[], ask: AskPassword): Promise<string> {
  const answers: string[] = [];
  for (const prompt of prompts) answers.push(await ask(prompt));
  if (answers.some((answer) => answer !== answers[0]))
    throw failed('the passwords are not the same', 'type the same password twice');
  return (answers[0] ?? '').trim();
}

async function readFromFile(source: string, id: string, environment: SourceEnvironment): Promise<string> {
  const path = resolve(environment.directory, expandHome(source, environment.home));
  const found = await stat(path).catch((cause: unknown) => {
    throw new ProvisionError('E0003', `The vault password file ${path} was not found`, {
      cause,
      hint: 'check --vault-password-file, --vault-id or ansible.cfg',
    });
  });
  if (found.isDirectory())
    throw new ProvisionError('E0003', `The vault password file provided '${path}' can not be a directory`);
  if ((found.mode & 0o111) !== 0) return readFromProgram(path, id, environment);
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new ProvisionError('E0704', `the vault password file ${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  const plain = isVaultText(text)
    ? new VaultKeyring(environment.earlier).decryptText(text, { file: path, line: 1, column: 1 })
    : text;
  return plain.trim();
}

function expandHome(path: string, home: string | undefined): string {
  return home !== undefined && (path === '~' || path.startsWith('~/')) ? `${home}${path.slice(1)}` : path;
}

/** The program's standard output. Programs named `...-client` are told the label they are asked for. */
async function readFromProgram(path: string, id: string, environment: SourceEnvironment): Promise<string> {
  const { directory, runProgram = runPasswordProgram } = environment;
  const isClient = basename(path, extname(path)).endsWith('-client');
  const { stdout, problem } = await runProgram({ path, args: isClient ? ['--vault-id', id] : [], directory });
  if (problem === undefined) return stdout.replace(/^[\r\n]+|[\r\n]+$/g, '');
  const shebang = 'a password file that is no program must not be executable: chmod -x it';
  throw failed(
    `the vault password program ${path} failed: ${problem}`,
    problem.includes('ENOEXEC') ? shebang : undefined,
  );
}

function failed(message: string, hint: string | undefined): ProvisionError {
  return new ProvisionError('E0704', message, { hint });
}
