import type { LookupDefinition } from '../template/plugins.js';
import { flagOption, textTerm } from './arguments.js';
import { getFile } from './find-file.js';

export const file: LookupDefinition = {
  name: 'file',
  options: ['lstrip', 'rstrip'],
  run(terms, options, context) {
    return terms.map((term) => {
      const text = context.controller.readFile(getFile('files', textTerm(term), context)).toString('utf8');
      const left = flagOption(options, 'lstrip', false) ? text.trimStart() : text;
      return flagOption(options, 'rstrip', true) ? left.trimEnd() : left;
    });
  },
};
