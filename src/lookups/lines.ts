import type { LookupDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { outputOf } from './pipe.js';

export const lines: LookupDefinition = {
  name: 'lines',
  options: [],
  run: (terms, _options, context) =>
    terms.flatMap((term) => {
      const printed = outputOf(toText(term), context, 'lines').trimEnd();
      return printed === '' ? [] : printed.split(/\r\n|\n|\r/);
    }),
};
