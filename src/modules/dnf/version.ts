/** Compares two versions as rpm does: runs of digits as numbers, of letters as texts; `~` comes before everything, `^` behind the end. */
export function compareVersions(one: string, other: string): number {
  const [left, right] = [piecesOf(one), piecesOf(other)];
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const order = comparePieces(left[index], right[index]);
    if (order !== 0) return order;
  }
  return 0;
}

function piecesOf(version: string): string[] {
  return version.match(/\d+|[a-zA-Z]+|[~^]/g) ?? [];
}

function comparePieces(one: string | undefined, other: string | undefined): number {
  if (one === other) return 0;
  if (one === '~' || other === '~') return one === '~' ? -1 : 1;
  if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
  if (one === '^' || other === '^') return one === '^' ? -1 : 1;
  const [isNumber, isOtherNumber] = [/^\d/.test(one), /^\d/.test(other)];
  if (isNumber !== isOtherNumber) return isNumber ? 1 : -1;
  if (!isNumber) return one < other ? -1 : 1;
  return compareNumbers(one.replace(/^0+/, ''), other.replace(/^0+/, ''));
}

function compareNumbers(one: string, other: string): number {
  if (one.length !== other.length) return one.length < other.length ? -1 : 1;
  return one === other ? 0 : one < other ? -1 : 1;
}

export interface NamedVersion {
  readonly name: string;
  /** `1.0`, `1.0-1` or `1.0-1.noarch`; an epoch stands before it. */
  readonly version: string;
}

/** What a text such as `foo-1.0-1.noarch` may mean: each way to part it into a name and a version. */
export function readingsOf(text: string): NamedVersion[] {
  return [...text.matchAll(/-(?=[\d~^]|\d+:)/g)].map(({ index }) => ({
    name: text.slice(0, index),
    version: text.slice(index + 1),
  }));
}
