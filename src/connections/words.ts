/** The words of a command line with quotes, or `undefined` when it needs a shell (variables, pipes, redirections). */
export function splitWords(text: string): string[] | undefined {
  const words: string[] = [];
  const word = /\s*((?:[^\s'"\\]+|'[^']*'|"[^"$`\\]*"|\\.)+)/y;
  let end = 0;
  while (end < text.trimEnd().length) {
    word.lastIndex = end;
    const match = word.exec(text);
    if (match?.[1] === undefined || /[|&;<>$`]/.test(match[1])) return undefined;
    words.push(
      match[1].replace(
        /'([^']*)'|"([^"]*)"|\\(.)/g,
        (_whole, single?: string, double?: string, escaped?: string) => single ?? double ?? escaped ?? '',
      ),
    );
    end = word.lastIndex;
  }
  return words;
}
