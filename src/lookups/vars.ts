import type { LookupDefinition } from '../template/plugins.js';
import { Undefined, asElement } from '../template/runtime.js';
import { typeName } from '../values/type-name.js';
import { textTerm } from './arguments.js';

export const vars: LookupDefinition = {
  name: 'vars',
  options: ['default'],
  run(terms, options, context) {
    return terms.map((term) => {
      const name = textTerm(term, (given) => `Variable name must be 'str' not '${typeName(given)}'.`);
      const found = context.find(name);
      if (found !== undefined) return asElement(found);
      return options.get('default') ?? asElement(new Undefined(`No variable named '${name}' was found.`, context.at));
    });
  },
};
