import type { LookupDefinition } from '../template/plugins.js';
import { codePoints } from '../values/code-points.js';
import { isList, type Value } from '../values/value.js';
import { lookupFailure } from './arguments.js';
import { flattenOnce } from './items.js';

/** The same, for lists alone: text is one member. */
export const cartesian: LookupDefinition = {
  name: 'community.general.cartesian',
  aliases: ['cartesian'],
  options: [],
  run(terms) {
    if (terms.length === 0) throw lookupFailure('with_cartesian requires at least one element in each list');
    return combine(terms.map((term) => (isList(term) ? term : [term]))).map((row) => flattenOnce(row));
  },
};

export const nested: LookupDefinition = {
  name: 'nested',
  options: [],
  run(terms) {
    if (terms.length === 0) throw lookupFailure('with_nested requires at least one element in the nested list');
    return combine(terms.map(membersOf)).map((row) => flattenOnce(row));
  },
};

/** Text counts as a list of its characters. */
export function membersOf(term: Value): readonly Value[] {
  if (typeof term === 'string') return codePoints(term);
  return isList(term) ? term : [term];
}

function combine(columns: readonly (readonly Value[])[]): Value[][] {
  return columns.reduce<Value[][]>((rows, column) => rows.flatMap((row) => column.map((item) => [...row, item])), [[]]);
}
