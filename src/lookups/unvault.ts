import type { LookupDefinition } from '../template/plugins.js';
import { lookupFailure, textTerm } from './arguments.js';

export const unvault: LookupDefinition = {
  name: 'unvault',
  options: [],
  run(terms, _options, { controller }) {
    return terms.map((term) => {
      const name = textTerm(term);
      const path = controller.findFile('files', name);
      if (path === undefined) throw lookupFailure(`Unable to find file matching "${name}"`);
      const text = controller.readFile(path).toString('utf8');
      controller.addSecret(text);
      return text;
    });
  },
};
