import { randomInt } from 'node:crypto';
import type { LookupDefinition } from '../template/plugins.js';
import { occurrence } from '../template/occurrence.js';

export const randomChoice: LookupDefinition = {
  name: 'random_choice',
  options: [],
  run(terms, _options, context) {
    if (terms.length === 0) return [];
    return [
      context.controller.remember(`random_choice ${occurrence(context)}`, () => terms[randomInt(terms.length)] ?? null),
    ];
  },
};
