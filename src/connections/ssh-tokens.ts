/** What the tokens of ssh_config stand for: the host as typed (n) and resolved (h), port, remote and local user, home folder. */
export interface Tokens {
  readonly n: string;
  readonly h: string;
  readonly p: string;
  readonly r: string;
  readonly u: string;
  readonly d: string;
}

/** Replaces `%h` and its kin; `%%` is a percent sign, unknown ones stay. */
export function expandTokens(text: string, tokens: Tokens): string {
  const values: Readonly<Record<string, string>> = { ...tokens, '%': '%' };
  return text.replace(/%(.)/g, (token, letter: string) => values[letter] ?? token);
}

/** A file name of ssh_config: tokens, and `~` for the home folder. */
export function expandPath(path: string, tokens: Tokens): string {
  const plain = path.replace(/^"(.*)"$/, '$1');
  return expandTokens(plain.startsWith('~/') ? `${tokens.d}${plain.slice(1)}` : plain, tokens);
}
