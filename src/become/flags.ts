/** The user's own options as words; those that we decide about (asking for the password) are left out: letters, and long names. */
export function flagsOf(flags: string, without = '', long: readonly string[] = []): string[] {
  const words = flags.split(/\s+/).filter((word) => word !== '' && !long.includes(word));
  return words.flatMap((word) => (/^-[A-Za-z]+$/.test(word) ? withoutLetters(word, without) : [word]));
}

function withoutLetters(word: string, letters: string): string[] {
  const kept = [...word.slice(1)].filter((letter) => !letters.includes(letter)).join('');
  return kept === '' ? [] : [`-${kept}`];
}
