import { decodeEscapes } from '../base/decode-escapes.js';
import { ProvisionError } from '../base/errors.js';
import { isInt } from '../values/numbers.js';
import { toRepr, toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import type { Value } from '../values/value.js';

/** The keyword options of a lookup. */
export type LookupOptions = ReadonlyMap<string, Value>;

/** An error of a lookup; the engine adds the place. */
export function lookupFailure(message: string, hint?: string): ProvisionError {
  return new ProvisionError('E0307', message, { hint });
}

/** A term that must be text. */
export function textTerm(
  term: Value,
  problem = (given: Value): string => `a term of this lookup must be text, not ${toText(given)}`,
): string {
  if (typeof term === 'string') return term;
  throw lookupFailure(problem(term));
}

export function textOption(options: LookupOptions, name: string): string | undefined {
  const value = options.get(name);
  return value === undefined || value === null ? undefined : toText(value);
}

const negatives = ['false', 'no', 'off', '0', 'n', 'f', ''];

export function flagOption(options: LookupOptions, name: string, otherwise: boolean): boolean {
  const value = options.get(name);
  if (value === undefined || value === null) return otherwise;
  return typeof value === 'string' ? !negatives.includes(value.toLowerCase()) : isTrue(value);
}

/** An option that is an integer or its text. `type` is the word that the plugin's documentation has for it. */
export function integerOption(
  options: LookupOptions,
  name: string,
  { plugin, type = 'int' }: { readonly plugin: string; readonly type?: 'int' | 'integer' },
): number | undefined {
  const value = options.get(name);
  if (value === undefined || value === null) return undefined;
  if (isInt(value)) return Number(value);
  const text = toText(value).trim();
  if (/^[-+]?\d+(?:\.0*)?$/.test(text)) return Number(text);
  throw lookupFailure(
    `Config '${name}' for '${plugin}' lookup plugin from 'Direct' has an invalid value: Invalid value provided for '${type}': ${toRepr(value)}`,
  );
}

/** `rest key=value key=value`: what some lookups allow within a term. */
export interface SplitTerm {
  readonly rest: string;
  readonly options: ReadonlyMap<string, Value>;
}

/** Takes the options written inside a term out of it. Quotes keep blanks within a word, and fall away around values. */
export function splitTerm(term: string): SplitTerm {
  const options = new Map<string, Value>();
  const words: string[] = [];
  for (const word of splitQuoted(term)) {
    const [, name, value = ''] = /^([^\s='"]+)=([\s\S]*)$/.exec(word) ?? [];
    if (name === undefined) words.push(word);
    else options.set(name, unquoted(decodeEscapes(value)));
  }
  return { rest: words.join(' '), options };
}

/** The names of options that a lookup does not know. */
export function unknownOptions(options: LookupOptions, known: readonly string[]): string[] {
  return [...options.keys()].filter((name) => !known.includes(name));
}

/** Words apart by blanks; quotes keep blanks within a word. */
function splitQuoted(term: string): string[] {
  return term.match(/(?:[^\s"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|["'])+/g) ?? [];
}

function unquoted(word: string): string {
  return /^(["'])[\s\S]*\1$/.test(word) && word.length > 1 ? word.slice(1, -1) : word;
}
