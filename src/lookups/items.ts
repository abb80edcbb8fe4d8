import { isList, type Value } from '../values/value.js';
import type { LookupDefinition } from '../template/plugins.js';

/** Lists among the terms laid out in place, one level deep. */
export function flattenOnce(terms: readonly Value[]): Value[] {
  return terms.flatMap((term) => (isList(term) ? [...term] : [term]));
}

export const items: LookupDefinition = {
  name: 'items',
  options: [],
  run: (terms) => flattenOnce(terms),
};
