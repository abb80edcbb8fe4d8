import type { LookupDefinition } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { toText } from '../values/repr.js';
import { isList } from '../values/value.js';
import { lookupFailure } from './arguments.js';

interface ByFilter {
  readonly name: string;
  /** Its parameters; the input comes first. */
  readonly parameters: readonly [input: string, ...others: string[]];
  readonly required: readonly string[];
}

/** Lookups of `ansible.utils` that do what the filter of their name does with the first term, or the option in its place. */
function byFilter({ name, parameters, required }: ByFilter): LookupDefinition {
  const [inputName] = parameters;
  return {
    name,
    options: parameters,
    run([term, ...args], given, context) {
      const input = term ?? given.get(inputName);
      if (input === undefined) {
        const missing = required.filter((parameter) => !given.has(parameter)).sort();
        throw lookupFailure(toText([`missing required arguments: ${missing.join(', ')}`]));
      }
      const options = new Map([...given].filter(([option]) => option !== inputName));
      const found = asElement(context.filter(name, input, args, options));
      return isList(found) ? found : [found];
    },
  };
}

export const filterLookups: readonly LookupDefinition[] = [
  byFilter({
    name: 'ansible.utils.get_path',
    parameters: ['var', 'path', 'wantlist'],
    required: ['path', 'var'],
  }),
  byFilter({
    name: 'ansible.utils.index_of',
    parameters: ['data', 'test', 'value', 'key', 'fail_on_missing', 'wantlist'],
    required: ['data', 'test'],
  }),
  byFilter({ name: 'ansible.utils.to_paths', parameters: ['var', 'prepend', 'wantlist'], required: ['var'] }),
];
