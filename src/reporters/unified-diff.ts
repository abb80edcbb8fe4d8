const contextLines = 3;
/** Beyond this many lines a diff is not worth its time and its screen. */
const longestCompared = 4000;

interface Edit {
  readonly kind: ' ' | '-' | '+';
  readonly line: string;
}

/** The lines of a unified diff of two texts; none when they are equal. */
export function unifiedDiff(
  before: string,
  after: string,
  headers: { readonly before: string; readonly after: string },
): string[] {
  if (before === after) return [];
  const [left, right] = [splitLines(before), splitLines(after)];
  if (left.length > longestCompared || right.length > longestCompared)
    return [
      `--- ${headers.before}`,
      `+++ ${headers.after}`,
      `(${left.length} lines before, ${right.length} after: too many to compare)`,
    ];
  return [`--- ${headers.before}`, `+++ ${headers.after}`, ...hunks(edits(left, right))];
}

function splitLines(text: string): string[] {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  else if (lines.length > 0) lines[lines.length - 1] += '\n\\ No newline at end of file';
  return lines;
}

/** The shortest edit between two lists of lines, by the longest common subsequence of what differs in the middle. */
function edits(left: readonly string[], right: readonly string[]): Edit[] {
  let start = 0;
  while (start < left.length && start < right.length && left[start] === right[start]) start++;
  let end = 0;
  while (end < left.length - start && end < right.length - start && left.at(-1 - end) === right.at(-1 - end)) end++;
  const same = (lines: readonly string[]): Edit[] => lines.map((line) => ({ kind: ' ', line }));
  const middle = compareMiddle(left.slice(start, left.length - end), right.slice(start, right.length - end));
  return [...same(left.slice(0, start)), ...middle, ...same(left.slice(left.length - end))];
}

function compareMiddle(left: readonly string[], right: readonly string[]): Edit[] {
  const lengths = commonLengths(left, right);
  const result: Edit[] = [];
  let [row, column] = [0, 0];
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  while (row < left.length || column < right.length) {
    const [old, fresh] = [left[row], right[column]];
    if (old !== undefined && old === fresh) {
      result.push({ kind: ' ', line: old });
      row++;
      column++;
    } else if (old !== undefined && (fresh === undefined || at(row + 1, column) >= at(row, column + 1))) {
      result.push({ kind: '-', line: old });
      row++;
    } else if (fresh !== undefined) {
      result.push({ kind: '+', line: fresh });
      column++;
    }
  }
  return result;
}

function commonLengths(left: readonly string[], right: readonly string[]): Uint16Array[] {
  const lengths = Array.from({ length: left.length + 1 }, () => new Uint16Array(right.length + 1));
  for (let row = left.length - 1; row >= 0; row--) {
    const [current, below] = [lengths[row], lengths[row + 1]];
    if (!current || !below) continue;
    for (let column = right.length - 1; column >= 0; column--) {
      const longest =
        left[row] === right[column]
          ? (below[column + 1] ?? 0) + 1
          : Math.max(below[column] ?? 0, current[column + 1] ?? 0);
      current[column] = longest;
    }
  }
  return lengths;
}

function hunks(all: readonly Edit[]): string[] {
  const lines: string[] = [];
  let [oldLine, newLine] = [1, 1];
  let index = 0;
  while (index < all.length) {
    const next = all.findIndex((edit, position) => position >= index && edit.kind !== ' ');
    if (next < 0) break;
    const from = Math.max(index, next - contextLines);
    for (const edit of all.slice(index, from)) if (edit.kind === ' ') [oldLine, newLine] = [oldLine + 1, newLine + 1];
    const to = endOfHunk(all, next);
    const part = all.slice(from, to);
    const [olds, news] = [
      part.filter(({ kind }) => kind !== '+').length,
      part.filter(({ kind }) => kind !== '-').length,
    ];
    lines.push(
      `@@ -${olds === 0 ? oldLine - 1 : oldLine},${olds} +${news === 0 ? newLine - 1 : newLine},${news} @@`,
      ...part.map(({ kind, line }) => kind + line),
    );
    [oldLine, newLine, index] = [oldLine + olds, newLine + news, to];
  }
  return lines;
}

/** A hunk goes on while changes are near each other. */
function endOfHunk(all: readonly Edit[], firstChange: number): number {
  let last = firstChange;
  for (let index = firstChange; index < all.length && index - last <= contextLines * 2; index++)
    if (all[index]?.kind !== ' ') last = index;
  return Math.min(all.length, last + contextLines + 1);
}
