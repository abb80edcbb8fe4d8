import { compilePythonRegex } from '../base/python-regex/regex.js';
import type { LookupDefinition } from '../template/plugins.js';
import { textTerm } from './arguments.js';

export const varnames: LookupDefinition = {
  name: 'varnames',
  options: [],
  run(terms, _options, context) {
    const names = [...new Set(context.variableNames())];
    return terms.flatMap((term) => {
      const regex = compilePythonRegex(textTerm(term));
      return names.filter((name) => regex.search(name) !== undefined);
    });
  },
};
