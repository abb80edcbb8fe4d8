/** The lines of a text without their ends, as Python's `splitlines` separates them. */
export function splitLines(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

/** Python's `strip()` and `strip(characters)`. */
export function strip(text: string, characters?: string): string {
  if (characters === undefined) return text.replace(leadingSpace, '').replace(trailingSpace, '');
  const set = new Set(characters);
  const points = [...text];
  let start = 0;
  let end = points.length;
  while (start < end && set.has(points[start] ?? '')) start++;
  while (end > start && set.has(points[end - 1] ?? '')) end--;
  return points.slice(start, end).join('');
}

const space = '[\\t-\\r\\x1c-\\x20\\x85\\xa0\\u1680\\u2000-\\u200a\\u2028\\u2029\\u202f\\u205f\\u3000]+';
const leadingSpace = new RegExp(`^${space}`);
const trailingSpace = new RegExp(`${space}$`);
const anySpace = new RegExp(space);

/** Python's `split()`: by runs of white space, without empty ends. */
export function splitWords(text: string): string[] {
  return text.split(anySpace).filter((word) => word !== '');
}

/** Python's `len` of a string: code points. */
export function lengthOf(text: string): number {
  return [...text].length;
}

/** Python's slice `text[start:end]` for indexes that are not negative. */
export function sliceOf(text: string, start: number, end?: number): string {
  return [...text].slice(start, end).join('');
}
