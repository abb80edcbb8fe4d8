import type { Flag, Grammar } from './flag.js';
import { UsageError } from './usage-error.js';

/** A word of the command line that stands for a flag, and the value that is written in the same word. */
export interface FlagWord {
  readonly flag: Flag;
  readonly name: string;
  readonly attached: string | undefined;
}

/** What a word is: a flag, `unknown` when it looks like one, or `undefined` for any other word. */
export function findFlag(word: string, { flags }: Grammar): FlagWord | 'unknown' | undefined {
  if (!word.startsWith('-') || word === '-') return undefined;
  const exact = withName(word, undefined, flags) ?? withName(...cutAtEquals(word), flags);
  if (exact) return exact;
  const candidates = word.startsWith('--') ? abbreviated(word, flags) : clustered(word, flags);
  if (candidates.length > 1) {
    const names = candidates.map(({ name }) => name).join(', ');
    throw new UsageError(`ambiguous option: ${cutAtEquals(word)[0]} could match ${names}`);
  }
  if (candidates[0]) return candidates[0];
  // Numbers below zero and sentences are values, whatever they begin with.
  return /^-\d+$|^-\d*\.\d+$/.test(word) || word.includes(' ') ? undefined : 'unknown';
}

function withName(name: string, attached: string | undefined, flags: readonly Flag[]): FlagWord | undefined {
  const flag = flags.find(({ names }) => names.includes(name));
  return flag && { flag, name, attached };
}

function cutAtEquals(word: string): [name: string, attached: string | undefined] {
  const at = word.indexOf('=');
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)];
}

/** Long flags may be cut short as long as they are not ambiguous. */
function abbreviated(word: string, flags: readonly Flag[]): FlagWord[] {
  const [start, attached] = cutAtEquals(word);
  return flags.flatMap((flag) =>
    flag.names.filter((name) => name.startsWith(start)).map((name) => ({ flag, name, attached })),
  );
}

/** `-vvv`, `-bK`, `-f5`: a short flag with what follows it in the same word. */
function clustered(word: string, flags: readonly Flag[]): FlagWord[] {
  const found = withName(word.slice(0, 2), word.slice(2), flags);
  return found ? [found] : [];
}
