import type { LookupDefinition } from '../template/plugins.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { lookupFailure } from './arguments.js';
import { flattenOnce } from './items.js';

export const dict: LookupDefinition = {
  name: 'dict',
  options: [],
  run: (terms) => flattenOnce(terms).flatMap(pairsOf),
};

function pairsOf(term: Value): Dict[] {
  if (!isDict(term)) throw lookupFailure('with_dict expects a dict');
  return [...term].map(([key, value]) => new Map<Value, Value>(Object.entries({ key, value })));
}
