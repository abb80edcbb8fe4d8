import { compilePythonRegex } from '../base/python-regex/regex.js';
import { toRepr, toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { itemsOf } from './arguments.js';
import type { CheckedArguments, CheckedParameter } from './checked-arguments.js';
import { checkedFilter } from './checked-filter.js';
import { failure } from './failure.js';

/** Whether a key is meant by a target. */
export type KeyMatcher = (key: string, target: string) => boolean;

export const keyMatchers: Readonly<Record<string, KeyMatcher>> = {
  equal: (key, target) => key === target,
  starts_with: (key, target) => key.startsWith(target),
  ends_with: (key, target) => key.endsWith(target),
  contains: (key, target) => key.includes(target),
  regex: (key, target) => compilePythonRegex(target).match(key) !== undefined,
};

const parameters: readonly CheckedParameter[] = [
  { name: 'data', isRequired: true },
  { name: 'target', isRequired: true, type: 'list' },
  { name: 'matching_parameter', choices: ['starts_with', 'ends_with', 'regex'] },
];

function matcherOf({ matching_parameter }: CheckedArguments): KeyMatcher {
  const named = matching_parameter === undefined ? undefined : keyMatchers[toText(matching_parameter)];
  return named ?? ((key, target) => key === target);
}

function isMeant(args: CheckedArguments): (key: Value) => boolean {
  const matches = matcherOf(args);
  const targets = itemsOf(args['target'] ?? []).map(toText);
  return (key) => typeof key === 'string' && targets.some((target) => matches(key, target));
}

function containerOf({ data = null }: CheckedArguments, problem: string): Value {
  if (isList(data) || isDict(data)) return data;
  throw failure(problem);
}

const keepKeys = checkedFilter({
  name: 'ansible.utils.keep_keys',
  parameters,
  examples: [
    ["{{ [{'a': 1, 'b': 2}] | ansible.utils.keep_keys(target=['a']) }}", [{ a: 1 }]],
    ["{{ {'x': {'a': 1, 'b': 2}, 'y': {'b': 2}} | ansible.utils.keep_keys(target=['a']) }}", { x: { a: 1 } }],
    ["{{ {'x': [{'b': 1}, {'a': 1}], 'y': [1]} | ansible.utils.keep_keys(['a']) }}", { x: [{ a: 1 }], y: [1] }],
  ],
  apply(args) {
    const problem = "Error when using plugin 'keep_keys': Input is not valid for keep operation";
    return kept(containerOf(args, problem), isMeant(args));
  },
});

/** What is meant stays whole; other members stay as far as something of theirs does. */
function kept(value: Value, isWanted: (key: Value) => boolean): Value {
  if (isList(value)) return value.map((item) => kept(item, isWanted));
  if (!isDict(value)) return value;
  const members = [...value].flatMap(([key, member]): [Value, Value][] => {
    if (isWanted(key)) return [[key, member]];
    const rest = isList(member) ? withoutEmpty(member.map((item) => kept(item, isWanted))) : kept(member, isWanted);
    return isContainer(member) && !isEmpty(rest) ? [[key, rest]] : [];
  });
  return new Map(members);
}

/** A list in which all is empty stays as it is. */
function withoutEmpty(items: readonly Value[]): Value {
  const rest = items.filter((item) => !isEmpty(item));
  return rest.length > 0 ? rest : [...items];
}

const removeKeys = checkedFilter({
  name: 'ansible.utils.remove_keys',
  parameters,
  examples: [
    ["{{ [{'a': 1, 'b': 2}] | ansible.utils.remove_keys(target=['a']) }}", [{ b: 2 }]],
    ["{{ [{'a': 1}, {'b': {'a': 1}}] | ansible.utils.remove_keys(target=['a']) }}", [{ b: {} }]],
  ],
  apply(args) {
    const problem = "Error when using plugin 'remove_keys': Input is not valid for attribute removal";
    return removed(containerOf(args, problem), isMeant(args));
  },
});

/** Items of lists that are nothing, and dicts in them of which nothing is left, go as well. */
function removed(value: Value, isUnwanted: (key: Value) => boolean): Value {
  if (isList(value))
    return value
      .filter(isTrue)
      .map((item) => removed(item, isUnwanted))
      .filter((item) => !isDict(item) || item.size > 0);
  if (!isDict(value)) return value;
  const members = [...value].filter(([key]) => !isUnwanted(key));
  return new Map(members.map(([key, member]) => [key, removed(member, isUnwanted)]));
}

const replaceKeys = checkedFilter({
  name: 'ansible.utils.replace_keys',
  parameters,
  examples: [
    [
      "{{ {'a': 1, 'x': {'a': 1}} | ansible.utils.replace_keys([{'before': 'a', 'after': 'z'}]) }}",
      { x: { z: 1 }, z: 1 },
    ],
  ],
  apply(args) {
    const matches = matcherOf(args);
    const targets = itemsOf(args['target'] ?? []).map(replacementOf);
    const rename = (key: Value): Value | undefined =>
      typeof key === 'string' ? targets.find(({ before }) => matches(key, before))?.after : undefined;
    return renamed(args['data'] ?? null, rename);
  },
});

function replacementOf(target: unknown): { before: string; after: Value } {
  if (!isDict(target)) throw failure(`the elements of target must be mappings, not ${toRepr(target)}`);
  const unknown = [...target.keys()].map(toText).filter((key) => key !== 'before' && key !== 'after');
  if (unknown.length > 0)
    throw failure(
      toText([`${unknown.map((key) => `target.${key}`).join(', ')}. Supported parameters include: after, before.`]),
    );
  return { before: toText(target.get('before') ?? null), after: target.get('after') ?? null };
}

/** Members under new names come last. */
function renamed(value: Value, rename: (key: Value) => Value | undefined): Value {
  if (isList(value)) return value.map((item) => renamed(item, rename));
  if (!isDict(value)) return value;
  const [same, others]: [Dict, Dict] = [new Map(), new Map()];
  for (const [key, member] of value) {
    const name = rename(key);
    (name === undefined ? same : others).set(name === undefined ? key : name, renamed(member, rename));
  }
  return new Map([...same, ...others]);
}

function isContainer(value: Value): boolean {
  return isList(value) || isDict(value);
}

function isEmpty(value: Value): boolean {
  return isContainer(value) && !isTrue(value);
}

export const keyFilters = [keepKeys, removeKeys, replaceKeys] as const;
