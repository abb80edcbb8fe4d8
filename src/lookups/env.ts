import type { LookupDefinition } from '../template/plugins.js';
import { unexplained } from '../template/globals/basic.js';
import { Undefined, asElement } from '../template/runtime.js';
import { textTerm } from './arguments.js';

export const env: LookupDefinition = {
  name: 'env',
  options: ['default'],
  run(terms, options, context) {
    return terms.map((term) => {
      const name = textTerm(term).split(/\s+/)[0] ?? '';
      const found = context.controller.environment(name);
      if (found !== undefined) return found;
      const otherwise = options.get('default');
      // A bare `undef()` asks for an error that names the variable.
      return isUndefined(otherwise) && otherwise.problem === unexplained
        ? asElement(new Undefined(`The environment variable '${name}' is not set.`, context.at))
        : (otherwise ?? '');
    });
  },
};

function isUndefined(value: unknown): value is Undefined {
  return value instanceof Undefined;
}
