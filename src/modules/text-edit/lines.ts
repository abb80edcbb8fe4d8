import { compilePythonRegex } from '../../base/python-regex/regex.js';
import { substitute } from '../../base/python-regex/replacement.js';

/** How one line of a file shall be. */
export interface LineWish {
  readonly line: string;
  readonly regexp: string | undefined;
  readonly searchString: string | undefined;
  readonly insertAfter: string | undefined;
  readonly insertBefore: string | undefined;
  readonly backReferences: boolean;
  readonly firstMatch: boolean;
}

export interface LineEdit {
  readonly lines: readonly string[];
  readonly message: '' | 'line added' | 'line replaced';
}

type Matches = (line: string) => boolean;

/** Puts a line into a text, in place of the last one that matches, or where it shall be inserted. */
export function placeLine(lines: readonly string[], wish: LineWish): LineEdit {
  const isSearched = wish.regexp !== undefined || wish.searchString !== undefined;
  const found = isSearched
    ? findLine(lines, matcherOf(wish.regexp, wish.searchString, wish.line), wish.firstMatch)
    : -1;
  if (found >= 0) return replaceLine(lines, found, wish);
  if (wish.backReferences || lines.some((line) => withoutEnd(line) === wish.line)) return { lines, message: '' };
  return { lines: insert(lines, wish), message: 'line added' };
}

/** The lines without those that match, and how many those were. */
export function removeLines(
  lines: readonly string[],
  { regexp, searchString, line }: Pick<LineWish, 'regexp' | 'searchString' | 'line'>,
): { lines: string[]; found: number } {
  const matches = matcherOf(regexp, searchString, line);
  const kept = lines.filter((candidate) => !matches(candidate));
  return { lines: kept, found: lines.length - kept.length };
}

export function withoutEnd(line: string): string {
  return line.replace(/[\r\n]+$/, '');
}

function matcherOf(regexp: string | undefined, searchString: string | undefined, line: string): Matches {
  if (regexp !== undefined) {
    const compiled = compilePythonRegex(regexp);
    return (candidate) => compiled.search(candidate) !== undefined;
  }
  if (searchString !== undefined) return (candidate) => candidate.includes(searchString);
  return (candidate) => withoutEnd(candidate) === line;
}

function findLine(lines: readonly string[], matches: Matches, first: boolean): number {
  return first ? lines.findIndex(matches) : lines.findLastIndex(matches);
}

function replaceLine(lines: readonly string[], index: number, { line, regexp, backReferences }: LineWish): LineEdit {
  const old = lines[index] ?? '';
  const wanted = backReferences && regexp !== undefined ? expanded(old, regexp, line) : line;
  const ended = wanted.endsWith('\n') ? wanted : `${wanted}\n`;
  if (ended === old) return { lines, message: '' };
  return { lines: lines.with(index, ended), message: 'line replaced' };
}

/** The line with the groups of the first match put in. */
function expanded(old: string, regexp: string, line: string): string {
  const compiled = compilePythonRegex(regexp);
  const match = compiled.search(old);
  if (!match) return line;
  const replaced = substitute(compiled, line, old, 1).text;
  return replaced.slice(match.start, replaced.length - (old.length - match.end));
}

function insert(lines: readonly string[], { line, insertAfter, insertBefore, firstMatch }: LineWish): string[] {
  const ended = [...lines];
  const last = ended.at(-1);
  const index = insertionIndex(lines, insertAfter, insertBefore, firstMatch);
  if (index === ended.length && last !== undefined && !last.endsWith('\n')) ended[ended.length - 1] = `${last}\n`;
  ended.splice(index, 0, `${line}\n`);
  return ended;
}

/** Where a new line goes: without a match, at the end. */
export function insertionIndex(
  lines: readonly string[],
  after: string | undefined,
  before: string | undefined,
  first: boolean,
): number {
  if (before === 'BOF') return 0;
  const pattern = before ?? after;
  if (pattern === undefined || pattern === 'EOF') return lines.length;
  const compiled = compilePythonRegex(pattern);
  const index = findLine(lines, (line) => compiled.search(line) !== undefined, first);
  if (index < 0) return lines.length;
  return before === undefined ? index + 1 : index;
}
