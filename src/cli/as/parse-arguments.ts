import { findFlag, type FlagWord } from './find-flag.js';
import type { Arguments, Flag, Grammar, Positional } from './flag.js';
import { UsageError } from './usage-error.js';

/**
 * Reads a command line as Ansible's programs read theirs: flags may be abbreviated, clustered and repeated, may have
 * their value in the same word or in the next one, and may stand behind positional words. Throws {@link UsageError}.
 */
export function parseArguments(words: readonly string[], grammar: Grammar): Arguments {
  const reading: Reading = {
    grammar,
    rest: [...words],
    values: new Map(),
    given: new Map(),
    positionals: [],
    unknown: [],
  };
  while (reading.rest.length > 0 && !wantsText(reading)) readWord(reading);
  if (!wantsText(reading)) checkWords(reading);
  const { values, positionals } = reading;
  return {
    has: (key) => values.has(key),
    last: (key) => values.get(key)?.at(-1),
    all: (key) => values.get(key) ?? [],
    count: (key) => values.get(key)?.length ?? 0,
    positionals,
  };
}

interface Reading {
  readonly grammar: Grammar;
  readonly rest: string[];
  readonly values: Map<string, string[]>;
  /** The flag that was given of each group of which only one may be. */
  readonly given: Map<string, Flag>;
  readonly positionals: string[];
  readonly unknown: string[];
}

function readWord(reading: Reading): void {
  const word = reading.rest.shift() ?? '';
  if (word === '--') return void reading.positionals.push(...reading.rest.splice(0));
  const found = findFlag(word, reading.grammar);
  if (found === undefined) reading.positionals.push(word);
  else if (found === 'unknown') reading.unknown.push(word);
  else readFlag(found, reading);
}

function readFlag({ flag, name, attached }: FlagWord, reading: Reading): void {
  checkCompany(flag, reading);
  if (flag.kind === 'value') return addValue(flag, attached ?? nextValue(flag, reading), reading);
  add(flag, '', reading);
  if (attached === undefined || (attached === '' && !name.startsWith('--'))) return;
  if (name.startsWith('--')) throw wrong(flag, `ignored explicit argument '${attached}'`);
  const next = findFlag(`-${attached}`, reading.grammar);
  if (next === undefined || next === 'unknown') throw wrong(flag, `ignored explicit argument '${attached}'`);
  readFlag(next, reading);
}

function nextValue(flag: Flag, { rest, grammar }: Reading): string {
  const next = rest[0];
  if (next === undefined || next === '--' || findFlag(next, grammar) !== undefined)
    throw wrong(flag, 'expected one argument');
  rest.shift();
  return next;
}

function addValue(flag: Flag, value: string, reading: Reading): void {
  if (flag.isNumber === true && !/^\s*[-+]?\d+\s*$/.test(value)) throw wrong(flag, `invalid int value: '${value}'`);
  add(flag, value, reading);
}

function add({ key }: Flag, value: string, { values }: Reading): void {
  values.set(key, [...(values.get(key) ?? []), value]);
}

function checkCompany(flag: Flag, { given }: Reading): void {
  if (flag.onlyOneOf === undefined) return;
  const other = given.get(flag.onlyOneOf);
  if (other && other !== flag) throw wrong(flag, `not allowed with argument ${other.names.join('/')}`);
  given.set(flag.onlyOneOf, flag);
}

/** `--help` and `--version` are answered whatever else stands there. */
function wantsText({ values }: Reading): boolean {
  return values.has('help') || values.has('version');
}

function checkWords({ grammar: { positional }, positionals, unknown }: Reading): void {
  const most = mostOf(positional);
  unknown.push(...positionals.splice(most));
  const isMissing =
    positional && (positional.count === 'one' || positional.count === 'some') && positionals.length === 0;
  if (isMissing) throw new UsageError(`the following arguments are required: ${positional.name}`);
  if (unknown.length > 0) throw new UsageError(`unrecognized arguments: ${unknown.join(' ')}`);
}

function mostOf(positional: Positional | undefined): number {
  if (!positional) return 0;
  return positional.count === 'one' || positional.count === 'optional' ? 1 : Infinity;
}

function wrong(flag: Flag, what: string): UsageError {
  return new UsageError(`argument ${flag.names.join('/')}: ${what}`);
}
