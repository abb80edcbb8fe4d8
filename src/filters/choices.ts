import type { FilterDefinition } from '../template/plugins.js';
import { Undefined, type RuntimeValue } from '../template/runtime.js';
import { optionalText } from './arguments.js';
import { failure } from './failure.js';
import { typeError } from '../values/python-error.js';
import { toRepr, toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { typeName } from '../values/type-name.js';
import { Float } from '../values/value.js';

const defaultFilter: FilterDefinition = {
  name: 'default',
  aliases: ['d'],
  parameters: [
    ['default_value', ''],
    ['boolean', false],
  ],
  acceptsUndefined: true,
  examples: [
    ["{{ not_defined_anywhere | default('d') }}", 'd'],
    ["{{ '' | default('e', true) }}", 'e'],
    ['{{ none | default(1) }}', null],
  ],
  apply(input, args) {
    const { boolean = false } = args;
    if (typeof boolean !== 'boolean')
      throw typeError(`The 'boolean' argument must be of type 'bool', not '${typeName(boolean)}'.`);
    const isAbsent = input instanceof Undefined || (boolean && !isTrue(input));
    return isAbsent ? (args['default_value'] ?? null) : input;
  },
};

const ternary: FilterDefinition = {
  name: 'ternary',
  parameters: ['true_val', 'false_val', ['none_val', null]],
  acceptsUndefinedArguments: true,
  examples: [
    ["{{ true | ternary('y', 'n') }}", 'y'],
    ["{{ none | ternary('y', 'n', 'null') }}", 'null'],
  ],
  apply(input, args) {
    const ifNone = args['none_val'] ?? null;
    if (input === null && ifNone !== null) return ifNone;
    return (isTrue(input) ? args['true_val'] : args['false_val']) ?? null;
  },
};

const mandatory: FilterDefinition = {
  name: 'mandatory',
  parameters: [['msg', null]],
  acceptsUndefined: true,
  examples: [['{{ 0 | mandatory }}', 0]],
  apply(input, { msg }) {
    if (!(input instanceof Undefined)) return input;
    const name = /^('.*') is undefined$/.exec(input.problem)?.[1];
    throw failure(
      optionalText(msg) ?? (name === undefined ? input.problem : `Mandatory variable ${name} not defined.`),
    );
  },
};

const truths = ['yes', 'on', '1', 'true'];
const falsehoods = ['no', 'off', '0', 'false'];

const bool: FilterDefinition = {
  name: 'bool',
  examples: [
    ["{{ 'Yes' | bool }}", true],
    ["{{ 'off' | bool }}", false],
    ['{{ 1 | bool }}', true],
  ],
  apply(input, _args, context) {
    const text = wordOf(input);
    if (truths.includes(text)) return true;
    if (!falsehoods.includes(text)) {
      const message = `The \`bool\` filter coerced invalid value ${toRepr(input)} (${typeName(input)}) to False.`;
      context.controller.deprecate?.({ message, version: '2.23', subject: null }, context.at);
    }
    return false;
  },
};

function wordOf(input: RuntimeValue): string {
  return input instanceof Float ? String(input.value) : toText(input).toLowerCase();
}

const pprint: FilterDefinition = {
  name: 'pprint',
  examples: [["{{ {'b': 1, 'a': [1, 'x']} | pprint }}", "{'b': 1, 'a': [1, 'x']}"]],
  apply: (input) => toRepr(input),
};

export const choiceFilters = [defaultFilter, ternary, mandatory, bool, pprint] as const;
