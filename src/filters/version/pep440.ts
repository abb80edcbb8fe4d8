import { valueError } from '../../values/python-error.js';

const pattern =
  /^\s*v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?(\d*))?((?:-(\d+))|(?:[-_.]?(?:post|rev|r)[-_.]?(\d*)))?([-_.]?dev[-_.]?(\d*))?(?:\+([a-z0-9]+(?:[-_.][a-z0-9]+)*))?\s*$/i;

/** Compares by Python's PEP 440. */
export function comparePep440(a: string, b: string): number {
  const [left, right] = [sortKey(a), sortKey(b)];
  for (const [index, part] of left.entries()) {
    const order = compareParts(part, right[index] ?? []);
    if (order !== 0) return order;
  }
  return 0;
}

type Part = readonly (number | string)[];

/** What is compared, in turn: epoch, release, pre-release, post-release, development release, local version. */
function sortKey(version: string): Part[] {
  const found = pattern.exec(version);
  if (found === null) throw valueError(`Invalid version: '${version}'`);
  const [, epoch = '0', release = '', stage, stageNumber, post, dash, postNumber, dev, devNumber, local] = found;
  const numbers = release
    .replace(/(?:\.0+)+$/, '')
    .split('.')
    .map(Number);
  return [
    [Number(epoch)],
    numbers,
    preKey(stage, stageNumber, { hasPost: post !== undefined, hasDev: dev !== undefined }),
    [post === undefined ? -1 : Number(dash ?? (postNumber || '0'))],
    [dev === undefined ? Infinity : Number(devNumber || '0')],
    localKey(local),
  ];
}

/** A development release of a final version comes before all its pre-releases. */
function preKey(
  stage: string | undefined,
  number: string | undefined,
  { hasPost, hasDev }: { hasPost: boolean; hasDev: boolean },
): Part {
  if (stage === undefined) return !hasPost && hasDev ? [-1] : [9];
  const letter = stage.toLowerCase();
  return [letter.startsWith('a') ? 0 : letter.startsWith('b') ? 1 : 2, Number(number || '0')];
}

function localKey(local: string | undefined): Part {
  if (local === undefined) return [];
  return local
    .toLowerCase()
    .split(/[-_.]/)
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}

function compareParts(a: Part, b: Part): number {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [left, right] = [a[index], b[index]];
    if (left === right) continue;
    if (left === undefined) return -1;
    if (right === undefined) return 1;
    if (typeof left === typeof right) return left < right ? -1 : 1;
    // In local versions words come before numbers.
    return typeof left === 'string' ? -1 : 1;
  }
  return 0;
}
