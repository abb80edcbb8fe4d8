import { resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { writeWhole } from '../../vault/write-file.js';
import type { CliEnvironment } from '../environment.js';
import type { VaultCommandFlags } from './vault.js';
import { chooseSecret, openSession, saltOf } from './vault-secret.js';

/** A value to encrypt. */
interface Text {
  readonly bytes: Uint8Array;
  /** The variable's name, if it gets one. */
  readonly name: string | undefined;
  /** Where it came from, for the user. */
  readonly from: string;
}

/** Encrypts values and prints them as YAML, ready to be pasted. */
export async function encryptStrings(
  texts: readonly string[],
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<void> {
  const session = await openSession(flags, environment, true);
  const secret = chooseSecret(session, flags);
  const wanted = await collectTexts(texts, flags, environment);
  const parts = wanted.map(({ bytes, name }) => yamlOf(session.keyring.encrypt(bytes, secret, saltOf(session)), name));
  if (flags.output === undefined || flags.output === '-') printParts(parts, wanted, environment);
  else
    await writeWhole(resolve(environment.directory, flags.output), parts.map((part) => `${part}\n`).join(''), {
      keepsMode: false,
    });
  if (environment.isOutputTerminal) environment.note('Encryption successful');
}

/** Where several values are printed, a line on standard error says which is which. */
function printParts(parts: readonly string[], texts: readonly Text[], environment: CliEnvironment): void {
  parts.forEach((part, index) => {
    const { name, from } = texts[index] ?? { name: undefined, from: '' };
    const which = `the string #${index + 1} from ${from}`;
    if (parts.length > 1)
      environment.note(`# The encrypted version of ${name === undefined ? which : `variable ("${name}", ${which})`}.`);
    environment.writeOutput(`${part}\n`);
  });
}

/** The asked-for value first, then standard input, then the command line's. `--name` is for those of the command line. */
async function collectTexts(
  texts: readonly string[],
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<Text[]> {
  const given = texts.filter((text) => text !== '-');
  const names = [...(flags.name ?? [])];
  const found: Text[] = [];
  if (flags.prompt === true) found.push(await askText(names.shift(), flags, environment));
  if (texts.includes('-') || flags.stdinName !== undefined || (given.length === 0 && flags.prompt !== true)) {
    found.push(await inputText(flags.stdinName, environment));
  }
  if (names.length > 0 && names.length < given.length) {
    environment.note(`there are fewer --name options than values: those after "${names.at(-1) ?? ''}" have no name`);
  }
  return [...found, ...given.map((text, index) => fromArgument(text, names[index]))];
}

function fromArgument(text: string, name: string | undefined): Text {
  if (text === '') throw empty('the value on the command line');
  return { bytes: Buffer.from(text), name, from: 'the command line args' };
}

async function inputText(name: string | undefined, environment: CliEnvironment): Promise<Text> {
  if (environment.isInteractive) {
    environment.note(
      'Reading the value from standard input; end it with ctrl-d, twice when it does not end with a new line',
    );
  }
  const bytes = await environment.readInput();
  if (bytes.length === 0) throw empty('standard input');
  return { bytes, name, from: 'stdin' };
}

async function askText(
  given: string | undefined,
  flags: VaultCommandFlags,
  environment: CliEnvironment,
): Promise<Text> {
  const asked = given ?? (await environment.ask('Variable name (enter for no name): '));
  const text = await askValue(flags.showInput === true, environment);
  if (text === '') throw empty('the value typed');
  return { bytes: Buffer.from(text), name: asked === '' ? undefined : asked, from: 'the interactive prompt' };
}

async function askValue(isShown: boolean, environment: CliEnvironment): Promise<string> {
  if (isShown) return environment.ask('String to encrypt: ');
  const text = await environment.askSecret('String to encrypt (hidden): ');
  const again = await environment.askSecret('Confirm String to encrypt (hidden): ');
  if (text === again) return text;
  throw new ProvisionError('E0001', 'the values typed are not the same', { hint: 'type the same value twice' });
}

function empty(what: string): ProvisionError {
  return new ProvisionError('E0001', `${what} is empty, so there is nothing to encrypt`);
}

/** Ten columns deep, as ansible-vault writes it. */
function yamlOf(armoured: string, name: string | undefined): string {
  const lines = armoured.trimEnd().split('\n');
  return `${name === undefined ? '' : `${name}: `}!vault |\n${lines.map((line) => `          ${line}`).join('\n')}`;
}
