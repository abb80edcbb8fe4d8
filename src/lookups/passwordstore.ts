import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { choose, systemRandom } from '../base/python-random.js';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import type { Value } from '../values/value.js';
import {
  flagOption,
  integerOption,
  lookupFailure,
  splitTerm,
  textOption,
  textTerm,
  unknownOptions,
  type LookupOptions,
} from './arguments.js';

const plugin = 'community.general.passwordstore';
const names = [
  'directory',
  'create',
  'overwrite',
  'umask',
  'returnall',
  'subkey',
  'userpass',
  'length',
  'backup',
  'nosymbols',
  'missing',
  'missing_subkey',
  'lock',
  'locktimeout',
  'backend',
  'timestamp',
  'preserve',
];

/** Passwords of `pass`, the password store of files encrypted with GnuPG. */
export const passwordstore: LookupDefinition = {
  name: plugin,
  aliases: ['passwordstore'],
  options: names,
  run: (terms, given, context) =>
    terms.map((term) => {
      const { rest: name, options: own } = splitTerm(textTerm(term));
      const [unknown] = unknownOptions(own, names);
      if (unknown !== undefined) throw lookupFailure(`${unknown} is not a valid option of passwordstore`);
      const options = new Map([...given, ...own]);
      const key = `passwordstore ${name} ${[...options].map(([option, value]) => `${option}=${toText(value)}`).join(' ')}`;
      const found = context.controller.remember(key, () => findOrMake({ name, options, context }));
      if (typeof found === 'string') context.controller.addSecret(found);
      return found;
    }),
};

interface Entry {
  readonly name: string;
  readonly options: LookupOptions;
  readonly context: TemplateContext;
}

function findOrMake(entry: Entry): Value {
  const { name, options, context } = entry;
  if (textOption(options, 'backend') === 'gopass') throw lookupFailure('the backend gopass is not supported');
  if (!existsSync(path.join(directoryOf(entry), `${name}.gpg`))) return missing(entry);
  const text = pass(entry, ['show', name]);
  const isOverwritten = flagOption(options, 'overwrite', false);
  if (isOverwritten) return overwritten(entry, text);
  if (flagOption(options, 'returnall', false)) return text.replace(/\n$/, '');
  const subkey = textOption(options, 'subkey') ?? 'password';
  const lines = text.split('\n');
  if (subkey === 'password') return lines[0] ?? '';
  const found = lines.slice(1).find((line) => line.startsWith(`${subkey}:`));
  if (found !== undefined) return found.slice(subkey.length + 1).trim();
  const preference = textOption(options, 'missing_subkey') ?? 'empty';
  if (preference === 'error') throw lookupFailure(`passname ${name} has no subkey ${subkey}`);
  if (preference === 'warn') context.controller.warn(`passwordstore: ${name} has no subkey ${subkey}`, context.at);
  return null;
}

function missing(entry: Entry): Value {
  const { name, options, context } = entry;
  const preference = flagOption(options, 'create', false) ? 'create' : (textOption(options, 'missing') ?? 'error');
  if (preference === 'create') return stored(entry, '');
  if (preference === 'warn') context.controller.warn(`passwordstore: passname ${name} not found`, context.at);
  if (preference === 'warn' || preference === 'empty') return null;
  throw lookupFailure(`passname ${name} not found and missing=error is set`);
}

function overwritten(entry: Entry, text: string): string {
  const [old = '', ...rest] = text.split('\n');
  const backup = flagOption(entry.options, 'backup', false) ? [`lookup_pass: old password was ${old}`] : [];
  const kept = flagOption(entry.options, 'preserve', true)
    ? [...rest.filter((line) => line !== ''), ...backup]
    : backup;
  return stored(entry, kept.map((line) => `${line}\n`).join(''));
}

/** Stores a given or new password as the first line, and returns it. */
function stored(entry: Entry, rest: string): string {
  const password = textOption(entry.options, 'userpass') ?? newPassword(entry.options);
  pass(entry, ['insert', '-f', '-m', entry.name], `${password}\n${rest}`);
  return password;
}

function newPassword(options: LookupOptions): string {
  const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
  const symbols = flagOption(options, 'nosymbols', false) ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
  const length = integerOption(options, 'length', { plugin, type: 'integer' }) ?? 16;
  return Array.from({ length }, () => choose([...(letters + symbols)], systemRandom)).join('');
}

function directoryOf({ options, context }: Entry): string {
  const { controller } = context;
  const written = textOption(options, 'directory') ?? controller.environment('PASSWORD_STORE_DIR');
  const home = controller.environment('HOME') ?? '';
  return written === undefined ? path.join(home, '.password-store') : written.replace(/^~(?=\/|$)/, home);
}

/** Runs the program `pass`; secrets go to it by its standard input. */
function pass(entry: Entry, args: readonly string[], input = ''): string {
  const umask = textOption(entry.options, 'umask');
  const settings = [
    `PASSWORD_STORE_DIR=${directoryOf(entry)}`,
    ...(umask === undefined ? [] : [`PASSWORD_STORE_UMASK=${umask}`]),
  ];
  const run = spawnSync('env', [...settings, 'pass', ...args], { input, encoding: 'utf8' });
  if (run.error !== undefined) throw lookupFailure(`the program pass could not be run: ${run.error.message}`);
  if (run.status === 0) return run.stdout;
  throw lookupFailure(`pass ${args.join(' ')} returned ${run.status ?? 'nothing'}: ${run.stderr.trim()}`);
}
