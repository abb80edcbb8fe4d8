import type { LookupDefinition } from '../template/plugins.js';
import { lookupFailure } from './arguments.js';
import { flattenOnce } from './items.js';
import { membersOf } from './nested.js';

export const together: LookupDefinition = {
  name: 'together',
  options: [],
  run(terms) {
    if (terms.length === 0) throw lookupFailure('with_together requires at least one element in each list');
    const columns = terms.map(membersOf);
    const length = Math.max(...columns.map((column) => column.length));
    return Array.from({ length }, (_, index) => flattenOnce(columns.map((column) => column[index] ?? null)));
  },
};
