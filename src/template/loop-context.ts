import { isEqual } from '../values/equal.js';
import { typeError } from '../values/python-error.js';
import { RuntimeObject } from '../values/runtime-object.js';
import type { Value } from '../values/value.js';
import { Undefined, type Callable, type RuntimeValue, type TemplateObject } from './runtime.js';
import { orElse } from './or-else.js';

/** `loop` inside a `for`: where the loop is. */
export class LoopContext extends RuntimeObject implements TemplateObject, Callable {
  readonly pythonType = 'LoopContext';
  readonly templateObject = 'LoopContext';
  readonly callableName = 'loop';
  #index = 0;
  #last: readonly RuntimeValue[] | undefined;

  constructor(
    readonly items: readonly Value[],
    readonly depth: number,
    readonly recurse: ((items: RuntimeValue) => RuntimeValue) | undefined,
  ) {
    super();
  }

  advance(): void {
    this.#index++;
  }

  /** After the loop the context stays at its last item. */
  finish(): void {
    this.#index = Math.min(this.#index, Math.max(0, this.items.length - 1));
  }

  override text(): string {
    return `<LoopContext ${this.#index + 1}/${this.items.length}>`;
  }

  call(args: readonly RuntimeValue[]): RuntimeValue {
    if (this.recurse === undefined)
      throw typeError("The loop must have the 'recursive' marker to be called recursively.");
    return this.recurse(args[0] ?? null);
  }

  getAttribute(name: string): RuntimeValue | undefined {
    const attribute = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
    return attribute?.(this.#index, this.items, this);
  }

  cycle(values: readonly RuntimeValue[]): RuntimeValue {
    if (values.length === 0) throw typeError('no items for cycling given');
    return values[this.#index % values.length] ?? null;
  }

  hasChanged(values: readonly RuntimeValue[]): boolean {
    const last = this.#last;
    this.#last = values;
    return (
      last === undefined || last.length !== values.length || last.some((value, index) => !isEqual(value, values[index]))
    );
  }
}

type Read = (index: number, items: readonly Value[], loop: LoopContext) => RuntimeValue;

const attributes: Readonly<Record<string, Read>> = {
  index: (index) => index + 1,
  index0: (index) => index,
  revindex: (index, items) => items.length - index,
  revindex0: (index, items) => items.length - index - 1,
  first: (index) => index === 0,
  last: (index, items) => index === items.length - 1,
  length: (_index, items) => items.length,
  depth: (_index, _items, loop) => loop.depth,
  depth0: (_index, _items, loop) => loop.depth - 1,
  previtem: (index, items) => orElse<RuntimeValue>(items[index - 1], () => new Undefined('there is no previous item')),
  nextitem: (index, items) => orElse<RuntimeValue>(items[index + 1], () => new Undefined('there is no next item')),
  cycle: (_index, _items, loop) => loopMethod('cycle', (values) => loop.cycle(values)),
  changed: (_index, _items, loop) => loopMethod('changed', (values) => loop.hasChanged(values)),
};

function loopMethod(name: string, call: (values: readonly RuntimeValue[]) => RuntimeValue): Callable {
  return { callableName: `LoopContext.${name}`, call };
}
