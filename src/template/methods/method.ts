import { typeError } from '../../values/python-error.js';
import type { Value } from '../../values/value.js';
import type { Callable, RuntimeValue } from '../runtime.js';

/** What a method is called with. Elements of a call are runtime values; methods treat them as data. */
export interface MethodCall<Self> {
  readonly self: Self;
  readonly args: readonly Value[];
  readonly named: ReadonlyMap<string, Value>;
}

export interface Method<Self> {
  /** How many positional arguments it takes at least and at most. */
  readonly least: number;
  readonly most: number;
  /** Names by which its arguments can be given, in order. */
  readonly names?: readonly string[];
  run(call: MethodCall<Self>): RuntimeValue;
}

export type Methods<Self> = Readonly<Record<string, Method<Self>>>;

/** A method without arguments. */
export function simple<Self>(run: (self: Self) => RuntimeValue): Method<Self> {
  return { least: 0, most: 0, run: ({ self }) => run(self) };
}

/** A method with positional arguments; those that can be named are listed. */
export function method<Self>(
  least: number,
  most: number,
  run: (self: Self, ...args: Value[]) => RuntimeValue,
  names?: readonly string[],
): Method<Self> {
  const wrapped = { least, most, run: ({ self, args }: MethodCall<Self>) => run(self, ...args) };
  return names === undefined ? wrapped : { ...wrapped, names };
}

/** A method bound to its value. */
export function bind<Self>(self: Self, name: string, found: Method<Self>, type: string): Callable {
  return {
    callableName: `${type}.${name}`,
    call(args, named) {
      const given = placeNamed(args, named, found);
      checkCount(given.args.length, `${type}.${name}`, found);
      return found.run({ self, args: given.args, named: given.named });
    },
  };
}

function placeNamed(
  args: readonly RuntimeValue[],
  named: ReadonlyMap<string, RuntimeValue>,
  found: Method<never>,
): Omit<MethodCall<never>, 'self'> {
  // Undefined values never get here: a call that has one among its arguments is not made.
  const positional = [...args] as Value[];
  const rest = new Map(named as ReadonlyMap<string, Value>);
  for (const [index, name] of (found.names ?? []).entries()) {
    const value = rest.get(name);
    if (value === undefined || index < positional.length) continue;
    while (positional.length < index) positional.push(null);
    positional[index] = value;
    rest.delete(name);
  }
  const [unknown] = rest.keys();
  if (unknown !== undefined && found.most !== Number.POSITIVE_INFINITY)
    throw typeError(`'${unknown}' is an invalid keyword argument`);
  return { args: positional, named: rest };
}

function checkCount(count: number, name: string, { least, most }: Method<never>): void {
  const short = name.replace(/^.*\./, '');
  if (count > most) {
    if (most === 0) throw typeError(`${name}() takes no arguments (${count} given)`);
    throw typeError(`${short} expected at most ${most} argument${most === 1 ? '' : 's'}, got ${count}`);
  }
  if (count >= least) return;
  if (least === 1 && most === 1) throw typeError(`${name}() takes exactly one argument (${count} given)`);
  throw typeError(`${short} expected at least ${least} argument${least === 1 ? '' : 's'}, got ${count}`);
}
