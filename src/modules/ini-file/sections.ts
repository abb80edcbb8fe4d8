import { readOption, withOption, withoutOption, type OptionWish } from './option-lines.js';

export interface SectionWish {
  /** Without a section, the lines in front of the first one are meant. */
  readonly section: string | undefined;
  /** Options that the section must have to be the one that is meant. */
  readonly hasValues: readonly { readonly option: string; readonly values: readonly (string | undefined)[] }[];
}

export interface IniEdit {
  readonly lines: readonly string[];
  readonly message: string;
}

/** Puts an option, or a section without one, into the lines of an INI file. */
export function putOption(lines: readonly string[], where: SectionWish, wish: OptionWish | undefined): IniEdit {
  const place = findSection(lines, where);
  if (!place)
    return {
      lines: [...lines, ...newSection(where, wish)],
      message: wish ? 'section and option added' : 'only section added',
    };
  if (!wish) return { lines, message: 'OK' };
  const edited = withOption(lines.slice(place.start, place.end), wish);
  const after = [...lines.slice(0, place.start), ...edited.lines, ...lines.slice(place.end)];
  if (after.join('') === lines.join('')) return { lines, message: 'OK' };
  return { lines: after, message: edited.isAdded ? 'option added' : 'option changed' };
}

/** Takes an option, or a whole section, out of the lines. */
export function removeOption(lines: readonly string[], where: SectionWish, wish: OptionWish | undefined): IniEdit {
  const place = findSection(lines, where);
  if (!place) return { lines, message: 'OK' };
  if (!wish) {
    if (where.section === undefined) return { lines, message: 'OK' };
    return { lines: [...lines.slice(0, place.start - 1), ...lines.slice(place.end)], message: 'section removed' };
  }
  const kept = withoutOption(lines.slice(place.start, place.end), wish);
  if (kept.length === place.end - place.start) return { lines, message: 'OK' };
  return { lines: [...lines.slice(0, place.start), ...kept, ...lines.slice(place.end)], message: 'option changed' };
}

interface Place {
  /** The line behind the heading. */
  readonly start: number;
  /** The next heading, or the end. */
  readonly end: number;
}

function findSection(lines: readonly string[], { section, hasValues }: SectionWish): Place | undefined {
  const headings = lines.flatMap((line, index) => (line.startsWith('[') ? [index] : []));
  const first = headings[0] ?? lines.length;
  if (section === undefined) return { start: 0, end: first };
  const places = headings.map((at, index) => ({ at, start: at + 1, end: headings[index + 1] ?? lines.length }));
  return places.find(({ at, start, end }) => {
    const name = /^\[\s*(.*?)\s*\]\s*$/.exec(lines[at] ?? '')?.[1];
    if (name !== section.trim()) return false;
    const inside = lines.slice(start, end);
    return hasValues.every(({ option, values }) => has(inside, option, values));
  });
}

/** Without values any value will do. */
function has(lines: readonly string[], option: string, values: readonly (string | undefined)[]): boolean {
  const found = lines.flatMap((line) => {
    const now = readOption(line, option);
    return now?.isActive === true ? [now.value.trimEnd()] : [];
  });
  return values.length === 0 ? found.length > 0 : values.every((value) => found.includes(value ?? ''));
}

function newSection({ section = '', hasValues }: SectionWish, wish: OptionWish | undefined): string[] {
  const style = { isExclusive: true, noExtraSpaces: false, ignoreSpaces: false, usesComments: false, ...wish };
  const needed = hasValues.flatMap(({ option, values }) => withOption([], { ...style, option, values }).lines);
  return [`[${section}]\n`, ...needed, ...(wish ? withOption([], wish).lines : [])];
}
