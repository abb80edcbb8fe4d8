import type { FilterDefinition, TemplateContext } from '../template/plugins.js';
import { Undefined, type RuntimeValue } from '../template/runtime.js';
import { compareValues } from '../values/compare.js';
import { toRepr, toText } from '../values/repr.js';
import { isDict, isList, type Value } from '../values/value.js';
import { flag, itemsOf, runtimeList } from './arguments.js';
import { failure } from './failure.js';

const toPaths: FilterDefinition = {
  name: 'ansible.utils.to_paths',
  parameters: [
    ['prepend', null],
    ['wantlist', false],
  ],
  examples: [["{{ {'a': {'b': [1]}} | ansible.utils.to_paths }}", { 'a.b[0]': 1 }]],
  apply(input, { prepend, wantlist }) {
    const [value = null] = runtimeList([input]);
    const paths = new Map(pathsOf(value, prepend === null || prepend === undefined ? '' : toText(prepend)));
    return flag(wantlist) ? [paths] : paths;
  },
};

/** The leaves of a value with the expressions that lead to them; empty containers are leaves. */
function pathsOf(value: Value, path: string): [Value, Value][] {
  if (isDict(value) && value.size > 0) return [...value].flatMap(([key, member]) => pathsOf(member, joined(path, key)));
  if (isList(value) && value.length > 0) return value.flatMap((member, index) => pathsOf(member, `${path}[${index}]`));
  return [[path, value]];
}

function joined(path: string, key: Value): string {
  const name = toText(key);
  if (typeof key === 'string' && !/^[A-Za-z_]\w*$/.test(name)) return `${path}['${name}']`;
  if (typeof key !== 'string') return `${path}[${name}]`;
  return path === '' ? name : `${path}.${name}`;
}

const getPath: FilterDefinition = {
  name: 'ansible.utils.get_path',
  parameters: ['path', ['wantlist', false]],
  examples: [["{{ {'a': {'b': [1, 2]}} | ansible.utils.get_path('a.b[1]') }}", 2]],
  apply(input, { path, wantlist }, context) {
    const [value = null] = runtimeList([input]);
    const text = toText(path).trim();
    const expression = `{{ value${text.startsWith('[') ? '' : '.'}${text} }}`;
    const found = context.renderText(expression, { native: true, variables: new Map([['value', value]]) });
    return flag(wantlist) ? [found] : found;
  },
};

const indexOf: FilterDefinition = {
  name: 'ansible.utils.index_of',
  parameters: ['test', ['value', null], ['key', null], ['fail_on_missing', false], ['wantlist', false]],
  examples: [
    ["{{ ['a', 'b', 'c'] | ansible.utils.index_of('eq', 'b') }}", 1],
    ["{{ [1, 2, 3] | ansible.utils.index_of('>', 1) }}", [1, 2]],
  ],
  apply(input, args, context) {
    const name = toText(args['test']);
    const holds = (item: RuntimeValue): boolean =>
      context.test(name, item, args['value'] === null || args['value'] === undefined ? [] : [args['value']]);
    const found = itemsOf(input).flatMap((item, index) => {
      const asked = memberOf(item, index, {
        key: args['key'] ?? null,
        isNeeded: flag(args['fail_on_missing']),
        context,
      });
      return asked !== undefined && holds(asked) ? [index] : [];
    });
    const [only] = found;
    return found.length === 1 && only !== undefined && !flag(args['wantlist']) ? only : found;
  },
};

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

const consolidate: FilterDefinition = {
  name: 'ansible.utils.consolidate',
  parameters: [
    ['fail_missing_match_key', false],
    ['fail_missing_match_value', false],
    ['fail_duplicate', false],
  ],
  examples: [
    [
      "{{ [{'data': [{'n': 'a', 'x': 1}], 'match_key': 'n', 'name': 'one'}] | ansible.utils.consolidate }}",
      { a: { one: { n: 'a', x: 1 } } },
    ],
  ],
  apply(input) {
    const sources = itemsOf(input).filter(isDict);
    const rows = sources.flatMap((source) => {
      const [data = null, key = null, name = null] = ['data', 'match_key', 'name'].map((part) => source.get(part));
      return itemsOf(data)
        .filter(isDict)
        .map((row) => ({ name, row, value: row.get(key) ?? null }));
    });
    const values = [...new Set(rows.map(({ value }) => value))].sort((a, b) => compareValues(a, b, '<'));
    const names = [...new Set(sources.map((source) => source.get('name') ?? null))];
    const memberFor = (value: Value, name: Value): Value =>
      rows.find((row) => row.name === name && row.value === value)?.row ?? new Map();
    return new Map(values.map((value) => [value, new Map(names.map((name) => [name, memberFor(value, name)]))]));
  },
};

const paramListCompare: FilterDefinition = {
  name: 'ansible.utils.param_list_compare',
  parameters: ['target'],
  examples: [
    [
      "{{ ['a', '!b'] | ansible.utils.param_list_compare(['a', 'b', 'c']) }}",
      { actionable: ['a'], unsupported: ['b', 'c'] },
    ],
  ],
  apply(input, { target }) {
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

export const dataPathFilters = [toPaths, getPath, indexOf, consolidate, paramListCompare] as const;
