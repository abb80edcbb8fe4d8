import type { LookupDefinition } from '../template/plugins.js';
import { toText } from '../values/repr.js';
import { typeName } from '../values/type-name.js';
import { isDict, type Dict, type Value } from '../values/value.js';
import { lookupFailure } from './arguments.js';

export const dict: LookupDefinition = {
  name: 'dict',
  options: [],
  run: (terms) => terms.flatMap(pairsOf),
};

function pairsOf(term: Value): Dict[] {
  if (!isDict(term))
    throw lookupFailure(
      `the 'dict' lookup plugin expects a dictionary, got '${toText(term)}' of type <class '${typeName(term)}'>)`,
    );
  return [...term].map(([key, value]) => new Map<Value, Value>(Object.entries({ key, value })));
}
