/** Text as one word of sh, in the form of Python's `shlex.quote`. Not for building commands of ours: those use `sh`. */
export function quoteForShell(text: string): string {
  if (text === '') return "''";
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}
