import type { LookupDefinition } from '../template/plugins.js';
import { textTerm } from './arguments.js';
import { outputOf } from './pipe.js';

export const lines: LookupDefinition = {
  name: 'lines',
  options: [],
  run: (terms, _options, context) =>
    terms.flatMap((term) => {
      const printed = outputOf(textTerm(term), context).trimEnd();
      return printed === '' ? [] : printed.split(/\r\n|\n|\r/);
    }),
};
