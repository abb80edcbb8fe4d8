import type { LookupDefinition } from '../template/plugins.js';
import { lookupFailure, textTerm } from './arguments.js';

/** What stands for a file that is not there; the word cannot be Base64, which would be padded. */
const absent: Readonly<Record<string, string>> = { empty: '', empty_str: 'empty' };

/** A file's bytes as Base64. */
export const binaryFile: LookupDefinition = {
  name: 'community.general.binary_file',
  aliases: ['binary_file'],
  options: ['not_exist'],
  run(terms, options, context) {
    const { controller } = context;
    return terms.map((term) => {
      const name = textTerm(term);
      const otherwise = absent[String(options.get('not_exist') ?? 'error')];
      const path = controller.findFile('files', name);
      if (path !== undefined) return controller.readFile(path).toString('base64');
      if (otherwise !== undefined) return otherwise;
      throw lookupFailure(`Could not locate file in community.general.binary_file lookup: ${name}`);
    });
  },
};
