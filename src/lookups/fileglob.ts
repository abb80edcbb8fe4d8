import path from 'node:path';
import type { LookupDefinition, TemplateContext } from '../template/plugins.js';
import { textTerm } from './arguments.js';
import { globFiles } from '../base/glob.js';

/**
 * The files that match patterns. As documented, a pattern matches in one folder: wildcards count in its last part only,
 * and a folder that is nowhere in the search path makes a warning, not an error.
 */
export const fileglob: LookupDefinition = {
  name: 'fileglob',
  options: [],
  run: (terms, _options, context) => terms.flatMap((term) => matches(textTerm(term), context)),
};

function matches(term: string, { controller, at }: TemplateContext): string[] {
  const folder = path.posix.dirname(term);
  if (folder === '.' && !term.startsWith('./')) return firstMatches(term, controller.searchPath('files'));
  const found = controller.findFile('files', folder);
  if (found !== undefined) return globFiles(path.posix.join(found, path.posix.basename(term)));
  controller.warn(`Unable to find '${folder}' in expected paths (use -vvvvv to see paths)`, at);
  return [];
}

/** For a name without a folder, the first place of the search path where something matches counts. */
function firstMatches(name: string, places: readonly string[]): string[] {
  for (const place of places) {
    const found = globFiles(path.posix.join(place, name));
    if (found.length > 0) return found;
  }
  return [];
}
