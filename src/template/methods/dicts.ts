import { getMember, findKey, setMember } from '../../values/keys.js';
import { PythonError, typeError, valueError } from '../../values/python-error.js';
import { toRepr } from '../../values/repr.js';
import { isIterable, iterate } from '../../values/sequence.js';
import { Tuple, isDict, isList, type Dict, type Value } from '../../values/value.js';
import { method, simple, type Methods } from './method.js';
import { orElse } from '../or-else.js';

/** Python's dict methods. */
export const dictMethods: Methods<Dict> = {
  keys: simple((dict) => [...dict.keys()]),
  values: simple((dict) => [...dict.values()]),
  items: simple((dict) => Array.from(dict, ([key, member]) => Tuple.of(key, member))),
  copy: simple((dict) => new Map(dict)),
  get: method(1, 2, (dict, key = null, otherwise = null) => orElse(getMember(dict, key), () => otherwise)),
  pop: method(1, 2, (dict, key = null, otherwise) => pop(dict, key, otherwise)),
  popitem: simple(popLast),
  setdefault: method(1, 2, (dict, key = null, otherwise = null) => setDefault(dict, key, otherwise)),
  clear: simple((dict) => {
    dict.clear();
    return null;
  }),
  update: {
    least: 0,
    most: Number.POSITIVE_INFINITY,
    run: ({ self, args, named }) => update(self, args, named),
  },
  fromkeys: method(1, 2, (_dict, keys = null, member = null) => fromKeys(keys, member)),
};

/** `dict.fromkeys`. */
export function fromKeys(keys: Value, member: Value): Dict {
  const dict: Dict = new Map();
  for (const key of iterate(keys)) setMember(dict, key, member);
  return dict;
}

/** What `dict()` and `dict.update()` take: a dict, or pairs. */
export function pairsOf(source: Value): readonly (readonly [Value, Value])[] {
  if (isDict(source)) return [...source];
  return Array.from(iterate(source), (pair, index) => pairOf(pair, index));
}

function pairOf(pair: Value, index: number): readonly [Value, Value] {
  if (!isIterable(pair)) throw typeError(`cannot convert dictionary update sequence element #${index} to a sequence`);
  const items = isList(pair) ? pair : [...iterate(pair)];
  const [key = null, member = null] = items;
  if (items.length === 2) return [key, member];
  throw valueError(`dictionary update sequence element #${index} has length ${items.length}; 2 is required`);
}

function update(dict: Dict, [source, ...more]: readonly Value[], named: ReadonlyMap<string, Value>): null {
  if (more.length > 0) throw typeError(`update expected at most 1 argument, got ${more.length + 1}`);
  if (source !== undefined) for (const [key, member] of pairsOf(source)) setMember(dict, key, member);
  for (const [key, member] of named) dict.set(key, member);
  return null;
}

function pop(dict: Dict, key: Value, otherwise: Value | undefined): Value {
  const found = findKey(dict, key);
  if (found === undefined) {
    if (otherwise === undefined) throw new PythonError('KeyError', toRepr(key));
    return otherwise;
  }
  const member = dict.get(found.key) ?? null;
  dict.delete(found.key);
  return member;
}

function popLast(dict: Dict): Value {
  const last = [...dict.keys()].at(-1);
  if (last === undefined) throw new PythonError('KeyError', "'popitem(): dictionary is empty'");
  return Tuple.of(last, pop(dict, last, undefined));
}

function setDefault(dict: Dict, key: Value, otherwise: Value): Value {
  const present = getMember(dict, key);
  if (present !== undefined) return present;
  setMember(dict, key, otherwise);
  return otherwise;
}
