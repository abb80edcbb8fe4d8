import path from 'node:path';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { textTerm } from './arguments.js';
import { globFiles } from '../base/glob.js';

export const fileglob: LookupDefinition = {
  name: 'fileglob',
  options: [],
  run: (terms, _options, context) => terms.flatMap((term) => matches(textTerm(term), context)),
};

/** The first place of the search path where something matches counts. */
function matches(term: string, { controller }: TemplateContext): string[] {
  if (path.isAbsolute(term)) return globFiles(term);
  for (const directory of controller.searchPath('files')) {
    const found = globFiles(path.join(directory, term));
    if (found.length > 0) return found;
  }
  return [];
}
