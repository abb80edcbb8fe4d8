import { calculate } from '../values/arithmetic.js';
import { PythonError } from '../values/python-error.js';
import { toRepr, toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import type { LookupDefinition } from '../template/plugins.js';
import {
  integerOption,
  lookupFailure,
  splitTerm,
  textOption,
  textTerm,
  unknownOptions,
  type LookupOptions,
} from './arguments.js';

const names = ['start', 'end', 'count', 'stride', 'format'];
const shortcut = /^(?:(0?x?[0-9a-f]+)-)?(0?x?[0-9a-f]+)(?:\/(0?x?[0-9a-f]+))?(?::(.+))?$/i;

export const sequence: LookupDefinition = {
  name: 'sequence',
  options: names,
  run: (terms, options) =>
    terms.length === 0 && options.size > 0
      ? numbers(options)
      : terms.flatMap((term) => numbers(readTerm(textTerm(term, notText), options))),
};

function notText(term: unknown): string {
  return `unknown error parsing with_sequence arguments: ${toRepr(term)}. Error was: expected string or bytes-like object, got '${typeName(term)}'`;
}

/** `4-16/2:host%02d`, or `start=4 end=16 stride=2 format=host%02d`. */
function readTerm(term: string, options: LookupOptions): LookupOptions {
  const short = shortcut.exec(term.trim());
  if (short === null) return new Map([...options, ...readWords(term)]);
  const [, start, end, stride, format] = short;
  const given = Object.entries({ start, end, stride, format }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new Map([...options, ...given]);
}

function readWords(term: string): LookupOptions {
  const { rest, options } = splitTerm(term);
  const unknown = [...unknownOptions(options, names), ...(rest === '' ? [] : ['_raw_params'])];
  if (unknown.length === 0) return options;
  throw lookupFailure(`unrecognized arguments to with_sequence: ${toRepr(unknown)}`, `one of ${names.join(', ')}`);
}

function numbers(options: LookupOptions): string[] {
  const { start, end, stride } = bounds(options);
  const format = textOption(options, 'format') ?? '%d';
  const found: string[] = [];
  if (stride === 0) return found;
  for (let value = start; stride > 0 ? value <= end : value >= end; value += stride)
    found.push(formatted(format, value));
  return found;
}

function formatted(format: string, value: number): string {
  try {
    return toText(calculate(format, '%', value));
  } catch (error) {
    if (error instanceof PythonError) throw lookupFailure(`bad formatting string: ${format}`);
    throw error;
  }
}

function bounds(options: LookupOptions): { start: number; end: number; stride: number } {
  const read = (name: string): number | undefined =>
    integerOption(options, name, { plugin: 'sequence', type: 'integer' });
  const [start = 1, stride = 1, count, given] = [read('start'), read('stride'), read('count'), read('end')];
  if (count === undefined && given === undefined) throw lookupFailure('must specify count or end in with_sequence');
  if (count !== undefined && given !== undefined)
    throw lookupFailure("can't specify both count and end in with_sequence");
  if (count === 0) return { start, end: start, stride: 0 };
  const end = given ?? start + (count ?? 0) * stride - 1;
  if (stride > 0 && end < start) throw lookupFailure('to count backwards make stride negative');
  if (stride < 0 && end > start) throw lookupFailure("to count forward don't make stride negative");
  return { start, end, stride };
}
