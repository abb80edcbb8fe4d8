/** A quoted text of TOML: what is between its quotes, and where it ends. */
interface QuotedText {
  readonly body: string;
  /** Whether its backslashes are plain characters. */
  readonly isRaw: boolean;
  readonly end: number;
}

const forms: readonly (readonly [pattern: RegExp, isRaw: boolean])[] = [
  [/"""\r?\n?((?:[^\\]|\\[^])*?"{0,2})"""(?!")/y, false],
  [/'''\r?\n?([^]*?'{0,2})'''(?!')/y, true],
  [/"((?:[^"\\\n]|\\.)*)"/y, false],
  [/'([^'\n]*)'/y, true],
];

/** The quoted text that begins at an offset. */
export function findTomlText(text: string, offset: number): QuotedText | undefined {
  for (const [pattern, isRaw] of forms) {
    pattern.lastIndex = offset;
    const match = pattern.exec(text);
    if (match) return { body: match[1] ?? '', isRaw, end: pattern.lastIndex };
  }
  return undefined;
}

const escapes: Readonly<Record<string, string>> = {
  b: '\b',
  t: '\t',
  n: '\n',
  f: '\f',
  r: '\r',
  '"': '"',
  '\\': '\\',
};

/** A text with its escapes replaced; `undefined` when one of them is none of TOML's. */
export function unescapeToml(body: string): string | undefined {
  let isValid = true;
  const text = body.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([ \t]*\r?\n\s*)|([^]))/g,
    (_whole: string, ...groups: unknown[]) => {
      const [short, long, ending, letter] = groups.map((group) => (typeof group === 'string' ? group : undefined));
      const code = short ?? long;
      if (code !== undefined) return String.fromCodePoint(parseInt(code, 16));
      if (ending !== undefined) return '';
      const found = escapes[letter ?? ''];
      isValid &&= found !== undefined;
      return found ?? '';
    },
  );
  return isValid ? text : undefined;
}
