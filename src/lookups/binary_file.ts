import type { LookupDefinition } from '../template/plugins.js';
import { textTerm } from './arguments.js';
import { getFile } from './find-file.js';

/** A file's bytes as Base64. */
export const binaryFile: LookupDefinition = {
  name: 'community.general.binary_file',
  aliases: ['binary_file'],
  options: ['not_exist'],
  run(terms, options, context) {
    const { controller } = context;
    return terms.flatMap((term) => {
      const name = textTerm(term);
      const mayMiss = ['empty', 'empty_str'].includes(String(options.get('not_exist') ?? 'error'));
      if (mayMiss && controller.findFile('files', name) === undefined)
        return options.get('not_exist') === 'empty_str' ? [''] : [];
      return [controller.readFile(getFile('files', name, context)).toString('base64')];
    });
  },
};
