import { Absent } from '../../template/absent.js';
import type { TestDefinition } from '../../template/plugins.js';
import { Undefined, isCallable, type RuntimeValue } from '../../template/runtime.js';
import { calculate } from '../../values/arithmetic.js';
import { isOrdered, type Ordering } from '../../values/compare.js';
import { isEqual } from '../../values/equal.js';
import { isNumeric } from '../../values/numbers.js';
import { toText } from '../../values/repr.js';
import { contains, isIterable } from '../../values/sequence.js';
import { Float, isDict, isList } from '../../values/value.js';

/** A test without arguments. */
function simple(name: string, holds: (input: RuntimeValue) => boolean, acceptsUndefined = false): TestDefinition {
  return { name, acceptsUndefined, holds };
}

function isUndefined(input: RuntimeValue): boolean {
  return input instanceof Undefined || input instanceof Absent;
}

function isIntegral(input: RuntimeValue): boolean {
  return typeof input === 'number' || typeof input === 'bigint';
}

/** Text with a cased letter, and none in the other case. */
function isCased(input: RuntimeValue, convert: (text: string) => string): boolean {
  const text = toText(input);
  return text === convert(text) && text.toLowerCase() !== text.toUpperCase();
}

function isRemainder(input: RuntimeValue, divisor: RuntimeValue, rest: number): boolean {
  return isEqual(calculate(input, '%', divisor), rest);
}

const divisibleby: TestDefinition = {
  name: 'divisibleby',
  parameters: ['num'],
  examples: [['{{ 4 is divisibleby 2 }}', true]],
  holds: (input, { num }) => isRemainder(input, num ?? null, 0),
};

function comparison(names: readonly [string, ...string[]], operator: Ordering): TestDefinition {
  const [name, ...aliases] = names;
  return { name, aliases, parameters: ['other'], holds: (input, { other }) => isOrdered(input, operator, other) };
}

const equal: TestDefinition = {
  name: 'eq',
  aliases: ['==', 'equalto'],
  parameters: ['other'],
  examples: [['{{ 1 is eq 1.0 }}', true]],
  holds: (input, { other }) => isEqual(input, other),
};

const different: TestDefinition = {
  name: 'ne',
  aliases: ['!='],
  parameters: ['other'],
  examples: [['{{ 1 is ne 2 }}', true]],
  holds: (input, { other }) => !isEqual(input, other),
};

const isIn: TestDefinition = {
  name: 'in',
  parameters: ['seq'],
  examples: [['{{ 1 is in [1, 2] }}', true]],
  holds: (input, { seq }) => contains(seq, input),
};

const sameas: TestDefinition = {
  name: 'sameas',
  parameters: ['other'],
  examples: [['{{ 1 is sameas true }}', false]],
  holds: (input, { other }) =>
    input === other || (input instanceof Float && other instanceof Float && Object.is(input.value, other.value)),
};

export const jinjaTests = [
  simple('defined', (input) => !isUndefined(input), true),
  simple('undefined', isUndefined, true),
  simple('none', (input) => input === null),
  simple('boolean', (input) => typeof input === 'boolean'),
  simple('true', (input) => input === true),
  simple('false', (input) => input === false),
  simple('integer', isIntegral),
  simple('float', (input) => input instanceof Float),
  simple('number', isNumeric),
  simple('string', (input) => typeof input === 'string'),
  simple('mapping', isDict),
  simple('sequence', (input) => isDict(input) || isList(input) || typeof input === 'string'),
  simple('iterable', isIterable),
  simple('callable', isCallable, true),
  // Text is never marked as safe HTML here.
  simple('escaped', () => false),
  simple('lower', (input) => isCased(input, (text) => text.toLowerCase())),
  simple('upper', (input) => isCased(input, (text) => text.toUpperCase())),
  simple('odd', (input) => isRemainder(input, 2, 1)),
  simple('even', (input) => isRemainder(input, 2, 0)),
  divisibleby,
  equal,
  different,
  comparison(['lt', '<', 'lessthan'], '<'),
  comparison(['le', '<='], '<='),
  comparison(['gt', '>', 'greaterthan'], '>'),
  comparison(['ge', '>='], '>='),
  isIn,
  sameas,
] as const;
