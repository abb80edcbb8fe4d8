/** One word of POSIX sh that means exactly this text. Plain words stay readable. */
export function quote(text: string): string {
  if (text !== '' && /^[\w@%+=:,./-]+$/.test(text)) return text;
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
