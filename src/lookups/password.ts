import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { hashPassword, randomSalt, saltLengthOf } from '../base/crypt/password-hash.js';
import { PythonRandom, choose, systemRandom } from '../base/python-random.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { isList, type Value } from '../values/value.js';
import { occurrence } from '../template/occurrence.js';
import {
  integerOption,
  lookupFailure,
  splitTerm,
  textOption,
  textTerm,
  unknownOptions,
  type LookupOptions,
} from './arguments.js';

const plugin = 'password';
const names = ['length', 'encrypt', 'chars', 'ident', 'seed'];
const usualLength = 20;

const letters = 'abcdefghijklmnopqrstuvwxyz';
const digits = '0123456789';
const punctuation = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const space = ' \t\n\r\v\f';

/** The names of Python's `string` module that stand for their characters. */
const characterSets: Readonly<Record<string, string>> = {
  ascii_lowercase: letters,
  ascii_uppercase: letters.toUpperCase(),
  ascii_letters: letters + letters.toUpperCase(),
  digits,
  hexdigits: `${digits}abcdefABCDEF`,
  octdigits: '01234567',
  punctuation,
  printable: digits + letters + letters.toUpperCase() + punctuation + space,
  whitespace: space,
};

interface Stored {
  readonly password: string;
  readonly salt?: string | undefined;
  readonly ident?: string | undefined;
}

export const password: LookupDefinition = {
  name: 'password',
  options: names,
  run: (terms, given, context) =>
    terms.map((term) => {
      const { file, options } = readTerm(textTerm(term), given);
      const place = file === '/dev/null' ? occurrence(context) : file;
      const key = `password ${place} ${[...options].map(([name, value]) => `${name}=${toText(value)}`).join(' ')}`;
      const found = context.controller.remember(key, () => readOrMake(file, options, context));
      if (typeof found === 'string') context.controller.addSecret(found);
      return found;
    }),
};

/** Options written behind the path stand for all: those given by name do not count then. */
function readTerm(term: string, given: LookupOptions): { file: string; options: LookupOptions } {
  const { rest, options } = splitTerm(term);
  const unknown = unknownOptions(options, names);
  if (unknown.length > 0)
    throw lookupFailure(`Unrecognized parameter(s) given to password lookup: ${unknown.join(', ')}`);
  return { file: rest, options: options.size === 0 ? given : options };
}

function readOrMake(file: string, options: LookupOptions, { controller }: TemplateContext): string {
  const absolute = path.resolve(controller.directory, file.replace(/^~(?=\/)/, controller.environment('HOME') ?? '~'));
  const isKept = absolute !== '/dev/null';
  const stored = isKept && existsSync(absolute) ? parseStored(readFileSync(absolute, 'utf8')) : undefined;
  const encrypt = textOption(options, 'encrypt') || undefined;
  const wanted = complete(stored ?? { password: makePassword(options) }, encrypt, textOption(options, 'ident'));
  if (isKept && formatStored(wanted) !== (stored === undefined ? undefined : formatStored(stored)))
    store(absolute, wanted);
  return encrypt === undefined
    ? wanted.password
    : hashPassword(wanted.password, { scheme: encrypt, salt: wanted.salt, ident: wanted.ident });
}

/** With `encrypt` the salt is kept beside the password, so that the hash stays the same. */
function complete(stored: Stored, encrypt: string | undefined, ident: string | undefined): Stored {
  if (encrypt === undefined) return stored;
  return { ...stored, salt: stored.salt ?? randomSalt(saltLengthOf(encrypt)), ident: ident ?? stored.ident };
}

function makePassword(options: LookupOptions): string {
  const seed = options.get('seed');
  const random = seed === undefined || seed === null ? systemRandom : new PythonRandom(toText(seed));
  const characters = [...charactersOf(options.get('chars'))];
  return Array.from({ length: integerOption(options, 'length', { plugin, type: 'integer' }) ?? usualLength }, () =>
    choose(characters, random),
  ).join('');
}

function charactersOf(value: Value | undefined): string {
  if (value === undefined || value === null) return `${characterSets['ascii_letters'] ?? ''}${digits}.,:-_`;
  const parts = isList(value) ? value.map(toText) : splitCharacters(toText(value));
  const all = parts.map((part) => characterSets[part] ?? part).join('');
  if (all === '') throw lookupFailure('Cannot choose from an empty sequence');
  return all;
}

/** Names apart by commas; a doubled comma is the comma itself. */
function splitCharacters(text: string): string[] {
  const parts = text
    .replace(/,,/g, ',')
    .split(',')
    .filter((part) => part !== '');
  return text.includes(',,') ? [',', ...parts] : parts;
}

function parseStored(text: string): Stored {
  const line = text.replace(/\r?\n$/, '');
  const [, secret = line, salt, ident] = /^([\s\S]*?) salt=(\S+)(?: ident=(\S+))?$/.exec(line) ?? [];
  return { password: secret, salt, ident };
}

function formatStored({ password: secret, salt, ident }: Stored): string {
  if (salt === undefined) return secret;
  return `${secret} salt=${salt}${ident === undefined ? '' : ` ident=${ident}`}`;
}

function store(absolute: string, stored: Stored): void {
  mkdirSync(path.dirname(absolute), { recursive: true, mode: 0o700 });
  writeFileSync(absolute, `${formatStored(stored)}\n`, { mode: 0o600 });
}
