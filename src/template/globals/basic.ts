import { isInt } from '../../values/numbers.js';
import { typeError } from '../../values/python-error.js';
import { Range } from '../../values/range.js';
import { strftime } from '../../values/strftime.js';
import { isTrue } from '../../values/truth.js';
import { typeName } from '../../values/type-name.js';
import { setMember } from '../../values/keys.js';
import { Timestamp, type Dict, type Value } from '../../values/value.js';
import type { CallArguments } from '../call-arguments.js';
import { pairsOf } from '../methods/dicts.js';
import { Undefined, asElement, type RuntimeValue } from '../runtime.js';

/** `range(stop)` or `range(start, stop, step)`. */
export function makeRange({ args }: CallArguments): Value {
  if (args.length === 0) throw typeError('range expected at least 1 argument, got 0');
  if (args.length > 3) throw typeError(`range expected at most 3 arguments, got ${args.length}`);
  const [first = 0, second, step = 1] = args.map(whole);
  return second === undefined ? Range.between(0, first) : Range.between(first, second, step);
}

function whole(value: RuntimeValue): number {
  if (isInt(value)) return Number(value);
  throw typeError(`'${typeName(value)}' object cannot be interpreted as an integer`);
}

/** `dict(pairs, key=value)`. */
export function makeDict({ args, named }: CallArguments): Value {
  const dict: Dict = new Map();
  const [source] = args;
  if (args.length > 1) throw typeError(`dict expected at most 1 argument, got ${args.length}`);
  if (source !== undefined) for (const [key, member] of pairsOf(asElement(source))) setMember(dict, key, member);
  for (const [name, value] of named) dict.set(name, asElement(value));
  return dict;
}

/** `now(utc, fmt)`: the controller's time. */
export function makeNow({ args, named }: CallArguments, milliseconds: number): Value {
  const utc = args[0] ?? named.get('utc') ?? false;
  const format = args[1] ?? named.get('fmt') ?? null;
  // A naive time, as Python's: the wall clock's reading as if it were UTC.
  const local = isTrue(utc) ? milliseconds : milliseconds - new Date(milliseconds).getTimezoneOffset() * 60_000;
  const time = new Timestamp(local, false);
  if (format === null) return time;
  if (typeof format === 'string') return strftime(time, format);
  throw typeError(`now() takes a string as fmt, not ${typeName(format)}`);
}

/** What is wrong with an `undef()` that gives no hint. */
export const unexplained = 'Mandatory variable has not been overridden';

/** `undef(hint)`: an undefined value on purpose, for variables that others must set. */
export function makeUndefined({ args, named }: CallArguments): Undefined {
  const hint = args[0] ?? named.get('hint') ?? null;
  if (hint !== null && typeof hint !== 'string')
    throw typeError(`The 'hint' argument must be of type 'str' or 'NoneType', not '${typeName(hint)}'.`);
  return new Undefined(hint ?? unexplained);
}
