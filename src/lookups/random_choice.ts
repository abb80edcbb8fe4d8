import { randomInt } from 'node:crypto';
import type { LookupDefinition } from '../template/plugins.js';
import { toRepr } from '../values/repr.js';

export const randomChoice: LookupDefinition = {
  name: 'random_choice',
  options: [],
  run(terms, _options, { at, controller }) {
    if (terms.length === 0) return [];
    const place = at === undefined ? '' : `${at.file}:${at.line}:${at.column}`;
    return [
      controller.remember(`random_choice ${place} ${toRepr(terms)}`, () => terms[randomInt(terms.length)] ?? null),
    ];
  },
};
