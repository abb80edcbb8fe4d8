/** The user's own options as words; single-letter options that we decide about (asking for the password) are left out. */
export function flagsOf(flags: string, without = ''): string[] {
  const words = flags.split(/\s+/).filter((word) => word !== '');
  return words.flatMap((word) => (/^-[A-Za-z]+$/.test(word) ? withoutLetters(word, without) : [word]));
}

function withoutLetters(word: string, letters: string): string[] {
  const kept = [...word.slice(1)].filter((letter) => !letters.includes(letter)).join('');
  return kept === '' ? [] : [`-${kept}`];
}
