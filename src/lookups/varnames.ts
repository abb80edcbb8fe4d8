import { messageOf } from '../base/errors.js';
import { compilePythonRegex } from '../base/python-regex/regex.js';
import type { LookupDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { lookupFailure, textTerm } from './arguments.js';

export const varnames: LookupDefinition = {
  name: 'varnames',
  options: [],
  run(terms, _options, context) {
    const names = [...new Set(context.variableNames())];
    return terms.flatMap((term) => {
      const regex = compile(textTerm(term, notText));
      return names.filter((name) => regex.search(name) !== undefined);
    });
  },
};

function notText(term: unknown): string {
  return `Invalid setting identifier, "${toText(term)}" is not a string, it is a <class '${typeName(term)}'>`;
}

function compile(pattern: string): ReturnType<typeof compilePythonRegex> {
  try {
    return compilePythonRegex(pattern);
  } catch (error) {
    throw lookupFailure(`Unable to use "${pattern}" as a search parameter: ${messageOf(error)}`);
  }
}
