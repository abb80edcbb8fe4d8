import { ProvisionError } from '../base/errors.js';
import { integer } from './integer.js';
import { toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import type { Value } from '../values/value.js';

/** The keyword options of a lookup. */
export type LookupOptions = ReadonlyMap<string, Value>;

/** An error of a lookup; the engine adds the place. */
export function lookupFailure(message: string, hint?: string): ProvisionError {
  return new ProvisionError('E0307', message, { hint });
}

/** A term that must be text. */
export function textTerm(term: Value): string {
  if (typeof term === 'string') return term;
  throw lookupFailure(`a term of this lookup must be text, not ${toText(term)}`);
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

export function integerOption(options: LookupOptions, name: string): number | undefined {
  const value = options.get(name);
  return value === undefined || value === null ? undefined : integer(value, name);
}

/** `rest key=value key=value`: options written inside a term, which some lookups allow. Later words win over options. */
export function splitTerm(
  term: string,
  names: readonly string[],
  options: LookupOptions,
): { rest: string; options: LookupOptions } {
  const inside = new Map<string, Value>();
  const words: string[] = [];
  for (const word of splitQuoted(term)) {
    const [, name = '', value = ''] = /^(\w+)=([\s\S]*)$/.exec(word) ?? [];
    if (names.includes(name)) inside.set(name, unquoted(value));
    else words.push(unquoted(word));
  }
  return { rest: words.join(' '), options: new Map([...options, ...inside]) };
}

/** Words apart by blanks; quotes keep blanks within a word. */
function splitQuoted(term: string): string[] {
  return term.match(/(?:[^\s"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|["'])+/g) ?? [];
}

function unquoted(word: string): string {
  return /^(["'])[\s\S]*\1$/.test(word) && word.length > 1 ? word.slice(1, -1) : word;
}
