/** What a line of a section says, when it is an option's. */
export interface OptionLine {
  readonly value: string;
  /** Whether it counts: a commented one does not. */
  readonly isActive: boolean;
}

export interface OptionWish {
  readonly option: string;
  /** A value of `undefined` is an option without one. */
  readonly values: readonly (string | undefined)[];
  readonly isExclusive: boolean;
  readonly noExtraSpaces: boolean;
  readonly ignoreSpaces: boolean;
  /** A commented line of the option may be put to use. */
  readonly usesComments: boolean;
}

/** Reads a line as the option's: `name = value`, perhaps behind `#` or `;`. */
export function readOption(line: string, option: string): OptionLine | undefined {
  const [, mark, rest] = /^[ \t]*([#;]?)[ \t]*([^]*)$/.exec(line) ?? [];
  if (!rest?.startsWith(option)) return undefined;
  const found = /^[ \t]*(?:=[ \t]*(.*)|)$/.exec(rest.slice(option.length).replace(/\r?\n$/, ''));
  return found ? { value: found[1] ?? '', isActive: mark === '' } : undefined;
}

/** The lines of a section with an option's values, each once; `isAdded` when a line is new. */
export function withOption(lines: readonly string[], wish: OptionWish): { lines: string[]; isAdded: boolean } {
  const left = [...wish.values];
  const kept = lines.map((line) => keepEqual(line, wish, left));
  const replaced = kept.flatMap(({ line, isDone }) => {
    const now = isDone ? undefined : usable(line, wish);
    if (!now || !wish.isExclusive) return [line];
    if (left.length > 0) return [lineOf(left.shift(), wish)];
    return now.isActive || wish.usesComments ? [] : [line];
  });
  if (left.length === 0) return { lines: replaced, isAdded: false };
  const end = replaced.findLastIndex((line) => !/^[ \t]*(?:[#;].*)?\r?\n?$/.test(line)) + 1;
  const added = left.map((value) => lineOf(value, wish));
  return { lines: [...replaced.slice(0, end), ...added, ...replaced.slice(end)], isAdded: true };
}

/** The lines without an option; unless the wish is exclusive, only those with its values go. */
export function withoutOption(lines: readonly string[], { option, values, isExclusive }: OptionWish): string[] {
  return lines.filter((line) => {
    const now = readOption(line, option);
    return !now?.isActive || (!isExclusive && !values.includes(now.value.trimEnd()));
  });
}

/** A line that has one of the values already keeps its place. */
function keepEqual(
  line: string,
  wish: OptionWish,
  left: (string | undefined)[],
): { readonly line: string; readonly isDone: boolean } {
  const now = usable(line, wish);
  const at = now ? left.findIndex((value) => (value ?? '') === now.value) : -1;
  if (!now || at < 0) return { line, isDone: false };
  const [value] = left.splice(at, 1);
  return { line: wish.ignoreSpaces && now.isActive ? line : lineOf(value, wish), isDone: true };
}

function usable(line: string, { option, usesComments }: OptionWish): OptionLine | undefined {
  const now = readOption(line, option);
  return now && (now.isActive || usesComments) ? now : undefined;
}

function lineOf(value: string | undefined, { option, noExtraSpaces }: OptionWish): string {
  if (value === undefined) return `${option}\n`;
  return noExtraSpaces ? `${option}=${value}\n` : `${option} = ${value}\n`;
}
