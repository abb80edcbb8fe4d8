import type { FilterDefinition } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { integer, realNumber } from './arguments.js';
import { failure } from './failure.js';
import { parsePythonFloat, parsePythonInt } from './number/parse.js';
import { roundFloat, roundInt } from './number/round.js';
import { isInt, isNumeric, int as exactInt, toDouble, truncate } from '../values/numbers.js';
import { typeError, valueError } from '../values/python-error.js';
import { typeName } from '../values/type-name.js';
import { Float, type Value } from '../values/value.js';

const int: FilterDefinition = {
  name: 'int',
  parameters: [
    ['default', 0],
    ['base', 10],
  ],
  examples: [
    ["{{ '42' | int }}", 42],
    ["{{ '4.9' | int }}", 4],
    ["{{ 'x' | int(-1) }}", -1],
    ["{{ '0x1A' | int(0, 16) }}", 26],
  ],
  apply(input, args) {
    if (typeof input === 'string') return intOfText(input, args['base']) ?? args['default'] ?? 0;
    if (isInt(input)) return typeof input === 'boolean' ? Number(input) : input;
    return input instanceof Float && Number.isFinite(input.value) ? truncate(input.value) : (args['default'] ?? 0);
  },
};

function intOfText(text: string, base: Value | undefined): Value | undefined {
  if (!isInt(base)) return undefined;
  const exact = parsePythonInt(text, Number(base));
  if (exact !== undefined) return exact;
  const double = parsePythonFloat(text);
  return double !== undefined && Number.isFinite(double) ? truncate(double) : undefined;
}

const float: FilterDefinition = {
  name: 'float',
  parameters: [['default', new Float(0)]],
  examples: [
    ["{{ '1.5' | float }}", 1.5],
    ["{{ 'x' | float(9) }}", 9],
  ],
  apply(input, args) {
    if (isNumeric(input)) return new Float(toDouble(input));
    const parsed = typeof input === 'string' ? parsePythonFloat(input) : undefined;
    return parsed === undefined ? (args['default'] ?? new Float(0)) : new Float(parsed);
  },
};

const abs: FilterDefinition = {
  name: 'abs',
  examples: [['{{ -5 | abs }}', 5]],
  apply(input) {
    if (input instanceof Float) return new Float(Math.abs(input.value));
    if (!isInt(input)) throw typeError(`bad operand type for abs(): '${typeName(input)}'`);
    const exact = BigInt(input);
    return exactInt(exact < 0n ? -exact : exact);
  },
};

const round: FilterDefinition = {
  name: 'round',
  parameters: [
    ['precision', 0],
    ['method', 'common'],
  ],
  examples: [
    ['{{ 2.675 | round(2) }}', 2.67],
    ["{{ 42.55 | round(1, 'floor') }}", 42.5],
    ['{{ 7 | round(2) }}', 7],
  ],
  apply(input, args) {
    const precision = integer(args['precision']);
    const method = args['method'];
    if (method !== 'common' && method !== 'ceil' && method !== 'floor')
      throw failure('method must be common, ceil or floor');
    if (!isNumeric(input)) throw typeError(`type ${typeName(input)} doesn't define __round__ method`);
    if (method === 'common')
      return input instanceof Float
        ? new Float(roundFloat(input.value, precision))
        : exactInt(roundInt(BigInt(input), precision));
    const scale = 10 ** precision;
    return new Float((method === 'ceil' ? Math.ceil : Math.floor)(toDouble(input) * scale) / scale);
  },
};

const log: FilterDefinition = {
  name: 'log',
  parameters: [['base', new Float(Math.E)]],
  examples: [
    ['{{ 8 | log(2) }}', 3],
    ['{{ 100 | log(10) }}', 2],
  ],
  apply(input, { base }) {
    const [value, radix] = numbers('log', input, base);
    if (value <= 0 || radix <= 0) throw valueError('math domain error');
    return new Float(radix === 10 ? Math.log10(value) : Math.log(value) / Math.log(radix));
  },
};

const pow: FilterDefinition = {
  name: 'pow',
  parameters: ['y'],
  examples: [['{{ 2 | pow(5) }}', 32]],
  apply: (input, { y }) => new Float(power('pow', ...numbers('pow', input, y))),
};

const root: FilterDefinition = {
  name: 'root',
  parameters: [['base', 2]],
  examples: [
    ['{{ 16 | root }}', 4],
    ['{{ 27 | root(3) }}', 3],
  ],
  apply(input, { base }) {
    const [value, radix] = numbers('root', input, base);
    if (radix === 2 && value < 0) throw failure('root() can only be used on numbers: math domain error');
    return new Float(radix === 2 ? Math.sqrt(value) : power('root', value, 1 / radix));
  },
};

function power(name: string, value: number, exponent: number): number {
  const result = value ** exponent;
  if (Number.isNaN(result) && !Number.isNaN(value) && !Number.isNaN(exponent))
    throw failure(`${name}() can only be used on numbers: math domain error`);
  return result;
}

function numbers(name: string, input: RuntimeValue, argument: Value | undefined): [number, number] {
  const foreign = [input, argument].find((value) => !isNumeric(value));
  if (foreign !== undefined)
    throw failure(`${name}() can only be used on numbers: must be real number, not ${typeName(foreign)}`);
  return [realNumber(input), realNumber(argument)];
}

export const mathFilters = [int, float, abs, round, log, pow, root] as const;
