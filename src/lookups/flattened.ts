import type { LookupDefinition } from '../template/plugins.js';
import { isList, type Value } from '../values/value.js';

export const flattened: LookupDefinition = {
  name: 'community.general.flattened',
  aliases: ['flattened'],
  options: [],
  run: (terms) => terms.flatMap((term) => (isList(term) ? flatten(term) : [term])),
};

/** Nulls within lists are dropped, also the texts that older playbooks got for them. */
function flatten(terms: readonly Value[]): Value[] {
  return terms.flatMap((term) => {
    if (term === null || term === 'None' || term === 'null') return [];
    return isList(term) ? flatten(term) : [term];
  });
}
