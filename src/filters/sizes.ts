import type { FilterDefinition } from '../template/plugins.js';
import { flag, optionalText } from './arguments.js';
import { failure } from './failure.js';
import { parsePythonFloat } from './number/parse.js';
import { roundFloat } from './number/round.js';
import { isNumeric, toDouble, truncate } from '../values/numbers.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';

/** The size of a unit, by the letter its name begins with, largest first. */
const sizes = [...'YZEPTGMK'].map((letter, index) => [letter, 2 ** (10 * (8 - index))] as const);

const humanReadable: FilterDefinition = {
  name: 'human_readable',
  parameters: [
    ['isbits', false],
    ['unit', null],
  ],
  examples: [
    ['{{ 1024 | human_readable }}', '1.00 KB'],
    ["{{ 1536 | human_readable(unit='K') }}", '1.50 KB'],
    ['{{ 8 | human_readable(isbits=True) }}', '8.00 bits'],
  ],
  apply(input, { isbits, unit }) {
    if (!isNumeric(input)) {
      throw failure(
        `human_readable() failed on bad input: '>=' not supported between instances of '${typeName(input)}' and 'int'`,
      );
    }
    const bytes = toDouble(input);
    const wanted = optionalText(unit)?.toUpperCase();
    const found = sizes.find(([letter, size]) => (wanted === undefined ? bytes >= size : wanted === letter));
    const base = flag(isbits) ? 'bits' : 'Bytes';
    const [name, size] = found === undefined ? [base, 1] : [`${found[0]}${base.charAt(0)}`, found[1]];
    return `${fixed(bytes / size, 2)} ${name}`;
  },
};

function fixed(value: number, places: number): string {
  const text = roundFloat(value, places).toFixed(places);
  return Object.is(value, -0) ? `-${text}` : text;
}

const humanToBytes: FilterDefinition = {
  name: 'human_to_bytes',
  parameters: [
    ['default_unit', null],
    ['isbits', false],
  ],
  examples: [
    ["{{ '1.5M' | human_to_bytes }}", 1572864],
    ["{{ '10 KB' | human_to_bytes }}", 10240],
    ["{{ '1' | human_to_bytes(default_unit='G') }}", 1073741824],
  ],
  apply(input, { default_unit, isbits }) {
    const text = toText(input);
    const found = /^\s*(\d*\.?\d*)\s*([A-Za-z]+)?/.exec(text);
    const amount = parsePythonFloat(found?.[1] ?? '');
    if (amount === undefined) throw unreadable(`human_to_bytes() can't interpret following string: ${text}`);
    const unit = found?.[2] ?? optionalText(default_unit);
    return truncate(roundFloat(amount * (unit === undefined ? 1 : unitSize(unit, text, flag(isbits))), 0));
  },
};

function unitSize(unit: string, text: string, isBits: boolean): number {
  const letter = unit.charAt(0).toUpperCase();
  const size = letter === 'B' ? 1 : sizes.find(([name]) => name === letter)?.[1];
  if (size === undefined) {
    throw unreadable(
      `human_to_bytes() failed to convert ${text} (unit = ${unit}). The suffix must be one of Y, Z, E, P, T, G, M, K, B`,
    );
  }
  const suffix = isBits ? 'b' : 'B';
  const word = isBits ? 'bit' : 'byte';
  const isBase = letter === 'B' && (unit.length === 1 || unit.toLowerCase() === word);
  const isMultiple =
    letter !== 'B' && (unit.length === 1 || unit.slice(1) === suffix || unit.slice(1).toLowerCase() === word);
  if (isBase || isMultiple) return size;
  const expected = letter === 'B' ? `${suffix} or ${word}` : `${letter}${suffix} or ${letter}`;
  throw unreadable(`human_to_bytes() failed to convert ${text}. Value is not a valid string (expect ${expected})`);
}

function unreadable(reason: string): Error {
  return failure(`human_to_bytes() can't interpret the input: ${reason}`);
}

const filesizeformat: FilterDefinition = {
  name: 'filesizeformat',
  parameters: [['binary', false]],
  examples: [
    ['{{ 1234567 | filesizeformat }}', '1.2 MB'],
    ['{{ 1234567 | filesizeformat(true) }}', '1.2 MiB'],
    ['{{ 1 | filesizeformat }}', '1 Byte'],
  ],
  apply(input, { binary }) {
    const bytes = isNumeric(input) ? toDouble(input) : parsePythonFloat(toText(input));
    if (bytes === undefined) throw failure(`could not convert string to float: '${toText(input)}'`);
    if (bytes === 1) return '1 Byte';
    const step = flag(binary) ? 1024 : 1000;
    if (bytes < step) return `${Math.trunc(bytes)} Bytes`;
    const units = flag(binary) ? binaryUnits : decimalUnits;
    const index = units.findIndex((_, power) => bytes < step ** (power + 2));
    const power = index < 0 ? units.length - 1 : index;
    return `${fixed(bytes / step ** (power + 1), 1)} ${units[power] ?? ''}`;
  },
};

const decimalUnits = ['kB', 'MB', 'GB', 'TB', 'PB', 'EB', 'ZB', 'YB'];
const binaryUnits = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB', 'EiB', 'ZiB', 'YiB'];

export const sizeFilters = [humanReadable, humanToBytes, filesizeformat] as const;
