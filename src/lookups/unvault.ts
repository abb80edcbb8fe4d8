import type { LookupDefinition } from '../template/plugins.js';
import { textTerm } from './arguments.js';
import { getFile } from './find-file.js';

export const unvault: LookupDefinition = {
  name: 'unvault',
  options: [],
  run(terms, _options, context) {
    const { controller } = context;
    return terms.map((term) => {
      const text = controller.readFile(getFile('files', textTerm(term), context)).toString('utf8');
      controller.addSecret(text);
      return text;
    });
  },
};
