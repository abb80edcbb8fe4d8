import { calculate } from '../values/arithmetic.js';
import { toText } from '../values/repr.js';
import type { LookupDefinition } from '../template/plugins.js';
import { integerOption, lookupFailure, splitTerm, textOption, textTerm, type LookupOptions } from './arguments.js';

const names = ['start', 'end', 'count', 'stride', 'format'];
const shortcut = /^(?:(0?x?[0-9a-f]+)-)?(0?x?[0-9a-f]+)(?:\/(0?x?[0-9a-f]+))?(?::(.+))?$/i;

export const sequence: LookupDefinition = {
  name: 'sequence',
  options: names,
  run: (terms, options) =>
    terms.length === 0 ? numbers(options) : terms.flatMap((term) => numbers(readTerm(textTerm(term), options))),
};

/** `4-16/2:host%02d`, or `start=4 end=16 stride=2 format=host%02d`. */
function readTerm(term: string, options: LookupOptions): LookupOptions {
  const short = shortcut.exec(term.trim());
  if (short === null) {
    const { rest, options: all } = splitTerm(term, names, options);
    if (rest !== '')
      throw lookupFailure(`unrecognized arguments to with_sequence: ${rest}`, `one of ${names.join(', ')}`);
    return all;
  }
  const [, start, end, stride, format] = short;
  const given = Object.entries({ start, end, stride, format }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new Map([...options, ...given]);
}

function numbers(options: LookupOptions): string[] {
  const { start, end, stride } = bounds(options);
  const format = textOption(options, 'format') ?? '%d';
  const found: string[] = [];
  if (stride === 0) return found;
  for (let value = start; stride > 0 ? value <= end : value >= end; value += stride)
    found.push(toText(calculate(format, '%', value)));
  return found;
}

function bounds(options: LookupOptions): { start: number; end: number; stride: number } {
  const start = integerOption(options, 'start') ?? 1;
  const stride = integerOption(options, 'stride') ?? 1;
  const count = integerOption(options, 'count');
  const end = integerOption(options, 'end');
  if (count === undefined && end === undefined) throw lookupFailure('must specify count or end in with_sequence');
  if (count !== undefined && end !== undefined)
    throw lookupFailure("can't specify both count and end in with_sequence");
  if (count !== undefined)
    return count === 0
      ? { start, end: start, stride: 0 }
      : { start, end: start + count * stride - Math.sign(stride), stride };
  if (stride > 0 && (end ?? 0) < start) throw lookupFailure('to count backwards make stride negative');
  if (stride < 0 && (end ?? 0) > start) throw lookupFailure("to count forward don't make stride negative");
  return { start, end: end ?? start, stride };
}
