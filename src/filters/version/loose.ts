import { compareValues } from '../../values/compare.js';

/** Compares as Python's LooseVersion: runs of digits as numbers, everything else as text; the two do not mix. */
export function compareLoose(a: string, b: string): number {
  return compareValues(components(a), components(b));
}

function components(version: string): (string | number)[] {
  return version
    .split(/(\d+|[a-z]+|\.)/)
    .filter((part) => part !== '' && part !== '.')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
