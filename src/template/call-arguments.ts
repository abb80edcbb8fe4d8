import { PythonError, typeError } from '../values/python-error.js';
import { iterate } from '../values/sequence.js';
import { isDict } from '../values/value.js';
import type { Arguments } from './ast.js';
import type { Evaluate } from './compiled.js';
import type { Frame } from './frame.js';
import { Undefined, type RuntimeValue } from './runtime.js';

/** Arguments of one call, evaluated. */
export interface CallArguments {
  readonly args: readonly RuntimeValue[];
  readonly named: ReadonlyMap<string, RuntimeValue>;
}

export type EvaluateArguments = (frame: Frame) => CallArguments;

const noNamed: ReadonlyMap<string, RuntimeValue> = new Map();
const noArguments: CallArguments = { args: [], named: noNamed };

/** The arguments of a call, filter or test as one function of the frame. */
export function compileArguments(
  args: Arguments,
  compile: (expression: Arguments['positional'][number]) => Evaluate,
): EvaluateArguments {
  const repeated = args.named.find(([name], index) => args.named.slice(0, index).some(([other]) => other === name));
  if (repeated) return () => fail(`keyword argument repeated: ${repeated[0]}`);
  const positional = args.positional.map(compile);
  const named = args.named.map(([name, value]) => [name, compile(value)] as const);
  const spread = args.spread === undefined ? undefined : compile(args.spread);
  const spreadNamed = args.spreadNamed === undefined ? undefined : compile(args.spreadNamed);
  if (spread === undefined && spreadNamed === undefined && named.length === 0) {
    if (positional.length === 0) return () => noArguments;
    return (frame) => ({ args: positional.map((evaluate) => evaluate(frame)), named: noNamed });
  }
  return (frame) => ({
    args: [...positional.map((evaluate) => evaluate(frame)), ...(spread === undefined ? [] : iterate(spread(frame)))],
    named: new Map([
      ...named.map(([name, evaluate]) => [name, evaluate(frame)] as const),
      ...namedFrom(spreadNamed?.(frame)),
    ]),
  });
}

function fail(message: string): never {
  throw new PythonError('SyntaxError', message);
}

function namedFrom(value: RuntimeValue | undefined): [string, RuntimeValue][] {
  if (value === undefined) return [];
  if (value instanceof Undefined) value.raise();
  if (!isDict(value)) throw typeError('argument after ** must be a mapping');
  return [...value].map(([key, member]) => {
    if (typeof key !== 'string') throw typeError('keywords must be strings');
    return [key, member];
  });
}

/** The first undefined value among a call's arguments. */
export function firstUndefined({ args, named }: CallArguments): Undefined | undefined {
  for (const value of args) if (value instanceof Undefined) return value;
  for (const value of named.values()) if (value instanceof Undefined) return value;
  return undefined;
}
