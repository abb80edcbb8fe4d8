/** A word of a line and where it begins. */
export interface Word {
  readonly text: string;
  readonly column: number;
}

/** Splits a line as a POSIX shell would: quotes group and are dropped, `#` begins a comment. `undefined`: a quote stays open. */
export function splitLine(line: string): Word[] | undefined {
  const words: Word[] = [];
  let word: { text: string; column: number } | undefined;
  let quote = '';
  for (let index = 0; index < line.length; index++) {
    const character = line.charAt(index);
    if (quote !== '') {
      if (character === quote) quote = '';
      else if (word) word.text += character === '\\' && quote === '"' ? escaped(line, ++index) : character;
    } else if (/\s/.test(character)) {
      if (word) words.push(word);
      word = undefined;
    } else if (character === '#') {
      // As in Python's shlex, a comment may begin inside a word.
      break;
    } else {
      word ??= { text: '', column: index + 1 };
      if (character === '"' || character === "'") quote = character;
      else word.text += character === '\\' ? line.charAt(++index) : character;
    }
  }
  if (quote !== '') return undefined;
  return word ? [...words, word] : words;
}

/** In double quotes a backslash escapes only the quote and itself. */
function escaped(line: string, index: number): string {
  const next = line.charAt(index);
  return next === '"' || next === '\\' ? next : `\\${next}`;
}
