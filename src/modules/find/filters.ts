import { posix } from 'node:path';
import { globExpression } from '../../base/glob.js';
import { compilePythonRegex } from '../../base/python-regex/regex.js';
import { fail } from '../../module-kit/index.js';
import type { PresentPath } from '../../questions/stat.js';
import { permissionsAfter } from '../files/mode.js';

export interface NameWish {
  readonly patterns: readonly string[];
  readonly excludes: readonly string[];
  readonly useRegex: boolean;
}

/** Whether a path's own name is wanted. */
export function matchesName(path: string, { patterns, excludes, useRegex }: NameWish): boolean {
  const name = posix.basename(path);
  const matches = (pattern: string): boolean =>
    useRegex ? compilePythonRegex(pattern).match(name) !== undefined : globExpression(pattern).test(name);
  return (patterns.length === 0 || patterns.some(matches)) && !excludes.some(matches);
}

export interface StatWish {
  readonly fileType: 'any' | 'directory' | 'file' | 'link';
  readonly age: string | undefined;
  readonly ageStamp: 'atime' | 'ctime' | 'mtime';
  readonly size: string | undefined;
  readonly mode: string | undefined;
  readonly exactMode: boolean;
}

/** Whether what is at a path is wanted; `clock` is the target's time. */
export function matchesStat(now: PresentPath, wish: StatWish, clock: number): boolean {
  if (wish.fileType !== 'any' && now.kind !== wish.fileType) return false;
  const stamp = { atime: now.accessed, ctime: now.changed, mtime: now.modified }[wish.ageStamp];
  if (wish.age !== undefined && !isBeyond(clock - stamp, secondsOf(wish.age))) return false;
  if (wish.size !== undefined && now.kind === 'file' && !isBeyond(now.size, bytesOf(wish.size))) return false;
  if (wish.mode === undefined) return true;
  const wanted = permissionsAfter(wish.mode, { permissions: 0, isDirectory: now.kind === 'directory', umask: 0 });
  return wish.exactMode ? now.permissions === wanted : (now.permissions & wanted) === wanted;
}

/** A positive limit means at least that much, a negative one at most. */
function isBeyond(value: number, limit: number): boolean {
  return limit >= 0 && !Object.is(limit, -0) ? value >= limit : value <= -limit;
}

const secondsByUnit: Readonly<Record<string, number>> = { '': 1, s: 1, m: 60, h: 3600, d: 86_400, w: 604_800 };
const unitsOfSize = 'bkmgt';

/** Age and size that cannot be read fail before anything is looked at. */
export function refuseUnreadable({ age, size }: Pick<StatWish, 'age' | 'size'>): void {
  if (age !== undefined) secondsOf(age);
  if (size !== undefined) bytesOf(size);
}

function secondsOf(age: string): number {
  const [, sign = '', number = '', unit = ''] =
    /^(-?)(\d+)([smhdw]?)$/i.exec(age) ?? fail('failed to process age', { age });
  return Number(`${sign}${number}`) * (secondsByUnit[unit.toLowerCase()] ?? 1);
}

function bytesOf(size: string): number {
  const [, sign = '', number = '', unit = ''] =
    /^(-?)(\d+)([bkmgt]?)$/i.exec(size) ?? fail('failed to process size', { size });
  return Number(`${sign}${number}`) * 1024 ** Math.max(0, unitsOfSize.indexOf(unit.toLowerCase() || 'b'));
}

/** Whether a line of the text, or the whole of it, matches. */
export function matchesContent(content: string, pattern: string, wholeFile: boolean): boolean {
  const compiled = compilePythonRegex(pattern);
  if (wholeFile) return compiled.search(content) !== undefined;
  return content.split('\n').some((line) => compiled.match(line) !== undefined);
}
