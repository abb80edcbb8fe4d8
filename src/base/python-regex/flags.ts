import { badPattern } from './error.js';

/** The flags of Python's `re` that change what a pattern means. */
export interface PythonRegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly dotAll: boolean;
  readonly verbose: boolean;
  readonly ascii: boolean;
}

export const noFlags: PythonRegexFlags = {
  ignoreCase: false,
  multiline: false,
  dotAll: false,
  verbose: false,
  ascii: false,
};

const flagOfLetter: Readonly<Record<string, keyof PythonRegexFlags>> = {
  i: 'ignoreCase',
  m: 'multiline',
  s: 'dotAll',
  x: 'verbose',
  a: 'ascii',
};

/** Flags with those of inline letters (`i`, `ms`, `i-s`) applied; `u` is the default and `L` has no meaning for text. */
export function withLetters(flags: PythonRegexFlags, letters: string, index: number): PythonRegexFlags {
  const [on = '', off = ''] = letters.split('-');
  const changed: Record<string, boolean> = {};
  for (const letter of on) if (letter !== 'u') changed[flagName(letter, index)] = true;
  for (const letter of off) changed[flagName(letter, index)] = false;
  return { ...flags, ...changed };
}

function flagName(letter: string, index: number): string {
  const name = flagOfLetter[letter];
  if (name === undefined) throw badPattern('unknown flag', index);
  return name;
}
