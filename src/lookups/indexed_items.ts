import type { LookupDefinition } from '../template/plugins.js';
import { Tuple } from '../values/value.js';
import { flattenOnce } from './items.js';

export const indexedItems: LookupDefinition = {
  name: 'indexed_items',
  options: [],
  run: (terms) => flattenOnce(terms).map((item, index) => Tuple.from([index, item])),
};
