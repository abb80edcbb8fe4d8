import { compareText } from '../../values/code-points.js';
import { valueError } from '../../values/python-error.js';

const pattern =
  /^(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)(?:-((?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*)(?:\.(?:0|[1-9]\d*|\d*[a-zA-Z-][0-9a-zA-Z-]*))*))?(?:\+[0-9a-zA-Z-]+(?:\.[0-9a-zA-Z-]+)*)?$/;

/** Compares by Semantic Versioning 2.0. */
export function compareSemantic(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  const index = left.core.findIndex((part, position) => part !== right.core[position]);
  if (index >= 0) return (left.core[index] ?? 0) - (right.core[index] ?? 0);
  return comparePrereleases(left.prerelease, right.prerelease);
}

interface Semantic {
  readonly core: readonly number[];
  readonly prerelease: readonly string[];
}

function parse(version: string): Semantic {
  const found = pattern.exec(version);
  if (found === null) throw valueError(`invalid semantic version '${version}'`);
  return { core: found.slice(1, 4).map(Number), prerelease: found[4]?.split('.') ?? [] };
}

function comparePrereleases(a: readonly string[], b: readonly string[]): number {
  if (a.length === 0 || b.length === 0) return b.length - a.length;
  for (const [index, part] of a.entries()) {
    const other = b[index];
    if (other === undefined) return 1;
    const order = compareIdentifiers(part, other);
    if (order !== 0) return order;
  }
  return a.length - b.length;
}

/** Numbers come before words. */
function compareIdentifiers(a: string, b: string): number {
  const [isNumberA, isNumberB] = [/^\d+$/.test(a), /^\d+$/.test(b)];
  if (isNumberA && isNumberB) return Number(a) - Number(b);
  if (isNumberA !== isNumberB) return isNumberA ? -1 : 1;
  return compareText(a, b);
}
