import type { LookupDefinition } from '../template/plugins.js';
import { unexplained } from '../template/globals/basic.js';
import { Undefined, asElement } from '../template/runtime.js';
import type { Value } from '../values/value.js';
import { textTerm } from './arguments.js';

export const env: LookupDefinition = {
  name: 'env',
  options: ['default'],
  originOf: (term) => `<environment variable '${nameIn(term)}'>`,
  run(terms, options, context) {
    return terms.map((term) => {
      const name = nameIn(term);
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

function nameIn(term: Value): string {
  return textTerm(term).split(/\s+/)[0] ?? '';
}

function isUndefined(value: unknown): value is Undefined {
  return value instanceof Undefined;
}
