import { failure } from './failure.js';
import { Seen } from './seen.js';
import { getMember, setMember } from '../values/keys.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';

const listMerges = ['replace', 'keep', 'append', 'prepend', 'append_rp', 'prepend_rp'] as const;

/** What becomes of two lists under the same key. */
export type ListMerge = (typeof listMerges)[number];

/** The name of a way to merge lists, checked. */
export function readListMerge(value: Value | undefined): ListMerge {
  const found = listMerges.find((name) => name === value);
  if (found !== undefined) return found;
  throw failure(
    "merge_hash: 'list_merge' argument can only be equal to 'replace', 'keep', 'append', 'prepend', 'append_rp' or 'prepend_rp'",
  );
}

/** Two dicts as one; the second one's values win. */
export function mergeDicts(base: Dict, other: Dict, options: { recursive: boolean; lists: ListMerge }): Dict {
  const merged: Dict = new Map(base);
  for (const [key, theirs] of other) {
    const ours = getMember(base, key);
    setMember(merged, key, ours === undefined ? theirs : mergeMember(ours, theirs, options));
  }
  return merged;
}

function mergeMember(ours: Value, theirs: Value, options: { recursive: boolean; lists: ListMerge }): Value {
  if (options.recursive && isDict(ours) && isDict(theirs)) return mergeDicts(ours, theirs, options);
  return isList(ours) && isList(theirs) ? mergeLists(ours, theirs, options.lists) : theirs;
}

function mergeLists(ours: Value[], theirs: Value[], how: ListMerge): Value[] {
  switch (how) {
    case 'replace':
      return theirs;
    case 'keep':
      return ours;
    case 'append':
      return [...ours, ...theirs];
    case 'prepend':
      return [...theirs, ...ours];
    case 'append_rp':
      return [...without(ours, theirs), ...theirs];
    case 'prepend_rp':
      return [...theirs, ...without(ours, theirs)];
  }
}

function without(items: readonly Value[], others: readonly Value[]): Value[] {
  const seen = new Seen(others);
  return items.filter((item) => !seen.has(item));
}
