/** The words that make the program a keeper; no command of its user's. The path of its socket follows. */
export const serveWords = ['keep', 'serve'] as const;

/** The socket's path, when this command line is a keeper's. */
export function findServePath(words: readonly string[]): string | undefined {
  return serveWords.every((word, index) => words[index] === word) ? words[serveWords.length] : undefined;
}
