import { valueError } from '../../values/python-error.js';

/** Compares as Python's StrictVersion: two or three numbers, then perhaps `a` or `b` and a number. */
export function compareStrict(a: string, b: string): number {
  const [left, right] = [parse(a), parse(b)];
  const index = left.findIndex((part, position) => part !== right[position]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** Numbers in the order in which they count; a final version comes after its pre-releases. */
function parse(version: string): number[] {
  const found = /^(\d+)\.(\d+)(?:\.(\d+))?(?:([ab])(\d+))?$/.exec(version);
  if (found === null) throw valueError(`invalid version number '${version}'`);
  const [, major, minor, patch = '0', letter, number = '0'] = found;
  const stage = letter === undefined ? 2 : letter === 'b' ? 1 : 0;
  return [Number(major), Number(minor), Number(patch), stage, Number(number)];
}
