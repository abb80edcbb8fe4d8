import type { FilterDefinition, TemplateContext } from '../template/plugins.js';
import type { RuntimeValue } from '../template/runtime.js';
import { itemsOf, namedArguments, restArguments, runtimeList } from './arguments.js';
import { attributeGetter, type Getter } from './attributes.js';
import { failure } from './failure.js';
import { toRepr, toText } from '../values/repr.js';
import { isTrue } from '../values/truth.js';
import type { Value } from '../values/value.js';

const map: FilterDefinition = {
  name: 'map',
  rest: 'args',
  named: 'kwargs',
  examples: [
    ["{{ ['a', 'b'] | map('upper') }}", ['A', 'B']],
    ["{{ [{'n': 1}, {}] | map(attribute='n', default=0) }}", [1, 0]],
  ],
  apply(input, args, context) {
    const named = new Map([...namedArguments(args['kwargs'])].map(([key, member]) => [toText(key), member]));
    const [name, ...rest] = restArguments(args['args']);
    const mapping =
      name === undefined ? attributeMapping(named, context) : filterMapping(toText(name), rest, { named, context });
    return runtimeList(candidates(input).map(mapping));
  },
};

/** What is looked at one by one. Anything false has nothing in it, also what is no container. */
function candidates(input: RuntimeValue): RuntimeValue[] {
  return isTrue(input) ? itemsOf(input) : [];
}

function attributeMapping(named: Map<string, Value>, context: TemplateContext): Getter {
  const path = named.get('attribute');
  if (path === undefined) throw failure('map requires a filter argument');
  const unknown = [...named.keys()].find((name) => name !== 'attribute' && name !== 'default');
  if (unknown !== undefined) throw failure(`Unexpected keyword argument ${toRepr(unknown)}`);
  const otherwise = named.get('default') ?? undefined;
  return attributeGetter(path, context, otherwise);
}

function filterMapping(
  name: string,
  args: readonly Value[],
  { named, context }: { named: Map<string, Value>; context: TemplateContext },
): Getter {
  return (item) => context.filter(name, item, args, named);
}

/** `select` and `reject`: items for which a test holds, or does not. */
function selecting(name: string, isWanted: boolean): FilterDefinition {
  return {
    name,
    rest: 'args',
    examples: [[`{{ [1, 2] | ${name}('odd') }}`, [isWanted ? 1 : 2]]],
    apply(input, args, context) {
      const holds = condition(restArguments(args['args']), context);
      return runtimeList(candidates(input).filter((item) => holds(item) === isWanted));
    },
  };
}

/** `selectattr` and `rejectattr`: the same, for an attribute of the items. */
function selectingByAttribute(name: string, isWanted: boolean): FilterDefinition {
  return {
    name,
    rest: 'args',
    examples: [[`{{ [{'a': 1}, {'a': 2}] | ${name}('a', 'odd') }}`, [{ a: isWanted ? 1 : 2 }]]],
    apply(input, args, context) {
      const [path, ...test] = restArguments(args['args']);
      if (path === undefined) throw failure('Missing parameter for attribute name');
      const getter = attributeGetter(path, context);
      const holds = condition(test, context);
      return runtimeList(candidates(input).filter((item) => holds(getter(item)) === isWanted));
    },
  };
}

function condition([name, ...args]: readonly Value[], context: TemplateContext): (item: RuntimeValue) => boolean {
  if (name === undefined) return isTrue;
  const test = toText(name);
  return (item) => context.test(test, item, args);
}

export const selectFilters = [
  map,
  selecting('select', true),
  selecting('reject', false),
  selectingByAttribute('selectattr', true),
  selectingByAttribute('rejectattr', false),
] as const;
