import { decodeHashids, encodeHashids, type HashidsOptions } from '../base/hashids.js';
import type { Arguments, FilterDefinition } from '../template/plugins.js';
import { isInt } from '../values/numbers.js';
import { toText } from '../values/repr.js';
import { isList } from '../values/value.js';
import { optionalInteger, optionalText } from './arguments.js';

const parameters = [
  ['salt', null],
  ['alphabet', null],
  ['min_length', null],
] as const;

function optionsOf(args: Arguments): HashidsOptions {
  return {
    salt: optionalText(args['salt']) ?? '',
    alphabet: optionalText(args['alphabet']) ?? 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ1234567890',
    minLength: optionalInteger(args['min_length']) ?? 0,
  };
}

const encode: FilterDefinition = {
  name: 'community.general.hashids_encode',
  parameters,
  examples: [['{{ [1, 2, 3] | community.general.hashids_encode }}', 'o2fXhV']],
  apply(input, args) {
    const numbers = isList(input) ? input : [input];
    const isCounted = numbers.every((number) => isInt(number) && Number(number) >= 0);
    return isCounted ? encodeHashids(numbers.map(Number), optionsOf(args)) : '';
  },
};

const decode: FilterDefinition = {
  name: 'community.general.hashids_decode',
  parameters,
  examples: [["{{ 'o2fXhV' | community.general.hashids_decode }}", [1, 2, 3]]],
  apply: (input, args) => decodeHashids(toText(input), optionsOf(args)),
};

export const hashidsFilters = [encode, decode] as const;
