/** Splits text into words as a POSIX shell would, without expanding anything. `undefined` when a quotation is not closed. */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  let rest = text.trimStart();
  while (rest !== '') {
    const taken = takeWord(rest);
    if (!taken) return undefined;
    words.push(taken.word);
    rest = rest.slice(taken.length).trimStart();
  }
  return words;
}

/** The first word of a text and the untouched rest. `undefined` when a quotation is not closed. */
export function splitFirstWord(text: string): { readonly word: string; readonly rest: string } | undefined {
  const trimmed = text.trimStart();
  const taken = takeWord(trimmed);
  return taken && { word: taken.word, rest: trimmed.slice(taken.length).trimStart() };
}

const piece = /\\([\s\S])|'([^']*)'|"((?:[^"\\]|\\[\s\S])*)"|([^\s\\'"]+)/y;

function takeWord(text: string): { readonly word: string; readonly length: number } | undefined {
  let word = '';
  let at = 0;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    piece.lastIndex = at;
    const found = piece.exec(text);
    if (!found) return undefined;
    const [whole, escaped, single, double, plain] = found;
    word += escaped ?? single ?? double?.replace(/\\(["\\])/g, '$1') ?? plain ?? '';
    at += whole.length;
  }
  return { word, length: at };
}
