import type { FilterDefinition, TemplateContext } from '../template/plugins.js';
import { Undefined, type RuntimeValue } from '../template/runtime.js';
import { toRepr, toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import { isDict, isList, type Value } from '../values/value.js';
import { flag, itemsOf } from './arguments.js';
import { checkedFilter } from './checked-filter.js';
import { failure } from './failure.js';

const toPaths = checkedFilter({
  name: 'ansible.utils.to_paths',
  parameters: [{ name: 'var', isRequired: true }, { name: 'prepend' }, { name: 'wantlist', type: 'bool' }],
  examples: [
    ["{{ {'a': {'b': [1]}} | ansible.utils.to_paths }}", { 'a.b[0]': 1 }],
    ['{{ [] | ansible.utils.to_paths }}', []],
  ],
  apply({ var: value = null, prepend, wantlist }) {
    const isNothing = (isDict(value) || isList(value)) && !isTrue(value) && prepend === undefined;
    const paths = isNothing ? value : new Map(pathsOf(value, prepend === undefined ? '' : toText(prepend)));
    return flag(wantlist) ? [paths] : paths;
  },
});

/** The leaves of a value with the expressions that lead to them; empty containers are leaves. */
function pathsOf(value: Value, path: Value): [Value, Value][] {
  if (isDict(value) && value.size > 0) return [...value].flatMap(([key, member]) => pathsOf(member, joined(path, key)));
  if (isList(value) && value.length > 0)
    return value.flatMap((member, index) => pathsOf(member, `${toText(path)}[${index}]`));
  return [[path, value]];
}

/** The first key stays what it is. */
function joined(path: Value, key: Value): Value {
  if (path === '') return key;
  if (typeof key !== 'string') return `${toText(path)}[${toText(key)}]`;
  return /^[A-Za-z_]\w*$/.test(key) ? `${toText(path)}.${key}` : `${toText(path)}['${key}']`;
}

const getPath = checkedFilter({
  name: 'ansible.utils.get_path',
  parameters: [
    { name: 'var', isRequired: true },
    { name: 'path', isRequired: true },
    { name: 'wantlist', type: 'bool' },
  ],
  examples: [["{{ {'a': {'b': [1, 2]}} | ansible.utils.get_path('a.b[1]') }}", 2]],
  apply({ var: value = null, path, wantlist }, context) {
    const text = toText(path).trim();
    const expression = `{{ value${text.startsWith('[') ? '' : '.'}${text} }}`;
    const found = context.renderText(expression, { native: true, variables: new Map([['value', value]]) });
    return flag(wantlist) ? [found] : found;
  },
});

const indexOf = checkedFilter({
  name: 'ansible.utils.index_of',
  parameters: [
    { name: 'data', isRequired: true, type: 'list' },
    { name: 'test', isRequired: true },
    { name: 'value' },
    { name: 'key' },
    { name: 'fail_on_missing', type: 'bool' },
    { name: 'wantlist', type: 'bool' },
  ],
  examples: [
    ["{{ ['a', 'b', 'c'] | ansible.utils.index_of('eq', 'b') }}", 1],
    ["{{ [1, 2, 3] | ansible.utils.index_of('>', 1) }}", [1, 2]],
  ],
  apply({ data = null, test, value, key = null, fail_on_missing, wantlist }, context) {
    const holds = (item: RuntimeValue): boolean => context.test(toText(test), item, value === undefined ? [] : [value]);
    const found = itemsOf(data).flatMap((item, index) => {
      const asked = memberOf(item, index, { key, isNeeded: flag(fail_on_missing), context });
      return asked !== undefined && holds(asked) ? [index] : [];
    });
    const [only] = found;
    return found.length === 1 && only !== undefined && !flag(wantlist) ? only : found;
  },
});

interface Asking {
  readonly key: Value;
  readonly isNeeded: boolean;
  readonly context: TemplateContext;
}

/** What of an item is tested: the item, or its member of a name. */
function memberOf(item: RuntimeValue, index: number, { key, isNeeded, context }: Asking): RuntimeValue | undefined {
  if (key === null) return item;
  const member = context.getItem(item, key);
  if (!(member instanceof Undefined)) return member;
  if (!isNeeded) return undefined;
  throw failure(
    `Error when using plugin 'index_of':  and ${toRepr(key)} was not found in '${toRepr(item)}' at [${index}]. fail_on_missing=True`,
  );
}

const paramListCompare: FilterDefinition = {
  name: 'ansible.utils.param_list_compare',
  parameters: [['target', null]],
  examples: [
    [
      "{{ ['a', '!b'] | ansible.utils.param_list_compare(['a', 'b', 'c']) }}",
      { actionable: ['a'], unsupported: ['b', 'c'] },
    ],
  ],
  apply(input, { target }) {
    if (target === null)
      throw failure(
        "Missing either 'base' or 'other value in filter input,refer 'ansible.utils.param_list_compare' filter plugin documentation for details",
      );
    const wanted = itemsOf(input).map(toText);
    const known = itemsOf(target ?? null).map(toText);
    const excluded = wanted.filter((name) => name.startsWith('!')).map((name) => name.slice(1));
    const actionable = known.filter((name) => wanted.includes(name) && !excluded.includes(name));
    return new Map<Value, Value>([
      ['actionable', actionable],
      ['unsupported', known.filter((name) => !actionable.includes(name))],
    ]);
  },
};

export const dataPathFilters = [toPaths, getPath, indexOf, paramListCompare] as const;
