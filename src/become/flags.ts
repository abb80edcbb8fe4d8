import { sh, type Script } from '../shell/script.js';

/** The user's own options as words; single-letter options that we decide about (asking for the password) are left out. */
export function flagsOf(flags: string, without = ''): Script {
  const words = flags.split(/\s+/).filter((word) => word !== '');
  const kept = words.map((word) => (/^-[A-Za-z]+$/.test(word) ? withoutLetters(word, without) : word));
  return sh`${kept.filter((word) => word !== '-')}`;
}

function withoutLetters(word: string, letters: string): string {
  return `-${[...word.slice(1)].filter((letter) => !letters.includes(letter)).join('')}`;
}
