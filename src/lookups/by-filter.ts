import type { LookupDefinition } from '../template/plugins.js';
import { asElement } from '../template/runtime.js';
import { isList } from '../values/value.js';

/** Lookups of `ansible.utils` that do what the filter of their name does with the first term. */
function byFilter(name: string, options: readonly string[]): LookupDefinition {
  return {
    name,
    options,
    run([input = null, ...args], given, context) {
      const found = asElement(context.filter(name, input, args, given));
      return isList(found) ? found : [found];
    },
  };
}

export const filterLookups: readonly LookupDefinition[] = [
  byFilter('ansible.utils.get_path', ['path', 'wantlist']),
  byFilter('ansible.utils.index_of', ['test', 'value', 'key', 'fail_on_missing', 'wantlist']),
  byFilter('ansible.utils.to_paths', ['prepend', 'wantlist']),
];
