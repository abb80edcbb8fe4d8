import { PythonRandom, choose, shuffled, systemRandom, type RandomSource } from '../base/python-random.js';
import type { FilterDefinition, TemplateContext } from '../template/plugins.js';
import { occurrence } from '../template/occurrence.js';
import { asElement } from '../template/runtime.js';
import { integer, itemsOf, optionalInteger, runtimeList } from './arguments.js';
import { failure } from './failure.js';
import { isInt } from '../values/numbers.js';
import { indexError, valueError } from '../values/python-error.js';
import { toRepr, toText } from '../values/repr.js';
import { isIterable } from '../values/sequence.js';
import type { Value } from '../values/value.js';

const random: FilterDefinition = {
  name: 'random',
  parameters: [
    ['start', null],
    ['step', null],
    ['seed', null],
  ],
  examples: [
    ["{{ 10 | random(seed='x') }}", 5],
    ["{{ [1, 2, 3, 4] | random(seed='host1') }}", 4],
    ['{{ 100 | random(1, 10, seed=42) }}', 11],
  ],
  apply(input, args, context) {
    const choice = isInt(input)
      ? rangeChoice(Number(input), args['start'], args['step'])
      : itemChoice(input, args['start'], args['step']);
    return drawn('random', args['seed'], {
      context,
      input: toRepr([input, args['start'], args['step']]),
      draw: choice,
    });
  },
};

type Draw = (random: RandomSource) => Value;

function rangeChoice(end: number, start: Value | undefined, step: Value | undefined): Draw {
  const first = optionalInteger(start) ?? 0;
  const stride = optionalInteger(step) ?? 1;
  if (stride === 0) throw valueError('zero step for randrange()');
  const count = Math.ceil((end - first) / stride);
  if (count <= 0) throw valueError(`empty range for randrange() (${first}, ${end}, ${end - first})`);
  return (source) => first + stride * source.below(count);
}

function itemChoice(input: Parameters<typeof itemsOf>[0], start: Value | undefined, step: Value | undefined): Draw {
  if (!isIterable(input)) throw failure('random can only be used on sequences and integers');
  if ((start ?? null) !== null || (step ?? null) !== null)
    throw failure('start and step can only be used with integer values');
  const items = itemsOf(input);
  if (items.length === 0) throw indexError('Cannot choose from an empty sequence');
  return (source) => asElement(choose(items, source) ?? null);
}

const shuffle: FilterDefinition = {
  name: 'shuffle',
  parameters: [['seed', null]],
  examples: [["{{ ['a', 'b', 'c', 'd', 'e', 'f', 'g'] | shuffle(seed='host1') | join }}", 'acgefbd']],
  apply(input, { seed }, context) {
    if (!isIterable(input)) return input;
    const items = itemsOf(input);
    return drawn('shuffle', seed, {
      context,
      input: toRepr(input),
      draw: (source) => runtimeList(shuffled(items, source)),
    });
  },
};

interface Drawing {
  readonly context: TemplateContext;
  readonly input: string;
  readonly draw: Draw;
}

/** With a seed always the same; without one remembered, because a template may be evaluated again for an awaited lookup. */
function drawn(name: string, seed: Value | undefined, { context, input, draw }: Drawing): Value {
  if (seed !== null && seed !== undefined) return draw(new PythonRandom(isInt(seed) ? integer(seed) : toText(seed)));
  return context.controller.remember(`${name} ${occurrence(context)} ${input}`, () => draw(systemRandom));
}

export const randomFilters = [random, shuffle] as const;
