import { compilePythonRegex } from '../../base/python-regex/regex.js';
import { linesOf } from './file-text.js';
import { insertionIndex, withoutEnd } from './lines.js';

/** A block and where it goes. */
export interface Block {
  /** Without text, the block is removed. */
  readonly block: string;
  readonly begin: string;
  readonly end: string;
  readonly insertAfter: string | undefined;
  readonly insertBefore: string | undefined;
  readonly appendNewline: boolean;
  readonly prependNewline: boolean;
}

export interface BlockEdit {
  readonly text: string;
  readonly message: '' | 'Block inserted' | 'Block removed';
}

/** Puts a marked block into a text, in place of the one that is there. */
export function placeBlock(before: string, wish: Block): BlockEdit {
  const lines = linesOf(before);
  const first = lines.findLastIndex((line) => withoutEnd(line) === wish.begin);
  const last = lines.findLastIndex((line) => withoutEnd(line) === wish.end);
  const isThere = first >= 0 && last >= 0;
  const start = Math.min(first, last);
  const kept = isThere ? lines.toSpliced(start, Math.abs(last - first) + 1) : lines;
  if (wish.block === '') return { text: kept.join(''), message: isThere ? 'Block removed' : '' };
  const index = isThere ? start : blockIndex(before, lines, wish);
  return { text: insertBlock(kept, index, wish), message: 'Block inserted' };
}

/** Where a new block goes. An expression with the flag `m` is searched for in the whole text. */
function blockIndex(text: string, lines: readonly string[], { insertAfter, insertBefore }: Block): number {
  const pattern = insertBefore ?? insertAfter;
  if (pattern === undefined || !/^\(\?[a-z]*m[a-z]*\)/i.test(pattern))
    return insertionIndex(lines, insertAfter, insertBefore, false);
  const match = compilePythonRegex(pattern).search(text);
  if (!match) return lines.length;
  const linesBefore = (end: number): number => text.slice(0, end).split('\n').length - 1;
  return insertBefore === undefined ? linesBefore(match.end) + 1 : linesBefore(match.start);
}

function insertBlock(lines: readonly string[], index: number, wish: Block): string {
  const above = lines.slice(0, index);
  const below = lines.slice(index);
  const last = above.at(-1);
  if (last !== undefined && !last.endsWith('\n')) above[above.length - 1] = `${last}\n`;
  const block = linesOf(wish.block).map((line) => (line.endsWith('\n') ? line : `${line}\n`));
  const leading = wish.prependNewline && above.length > 0 && withoutEnd(above.at(-1) ?? '') !== '' ? ['\n'] : [];
  const trailing = wish.appendNewline && below.length > 0 && withoutEnd(below[0] ?? '') !== '' ? ['\n'] : [];
  return [...above, ...leading, `${wish.begin}\n`, ...block, `${wish.end}\n`, ...trailing, ...below].join('');
}
