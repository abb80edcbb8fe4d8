import { RuntimeObject } from '../../values/runtime-object.js';
import type { CallArguments } from '../call-arguments.js';
import type { CallContext } from '../context.js';
import { dictMethods } from '../methods/dicts.js';
import { bind } from '../methods/method.js';
import type { Callable, RuntimeValue, TemplateObject } from '../runtime.js';
import { makeDict, makeNow, makeRange, makeUndefined } from './basic.js';
import { Cycler, Joiner } from './cycler.js';
import { makeLipsum } from './lipsum.js';
import { callLookup } from './lookup.js';
import { Namespace } from './namespace.js';

interface Global {
  readonly run: (call: CallArguments, context: CallContext) => RuntimeValue;
  /** Whether undefined values may be among its arguments. */
  readonly takesUndefined?: boolean;
  /** The type's name, where calling it makes an object. */
  readonly type?: string;
}

const table: Readonly<Record<string, Global>> = {
  cycler: { run: ({ args }) => new Cycler(args), type: 'Cycler' },
  dict: { run: makeDict, takesUndefined: true },
  joiner: { run: ({ args, named }) => new Joiner(args[0] ?? named.get('sep') ?? ', '), type: 'Joiner' },
  lipsum: { run: makeLipsum },
  lookup: { run: (call, context) => callLookup(call, context, false), takesUndefined: true },
  namespace: { run: (call) => new Namespace(call), takesUndefined: true, type: 'Namespace' },
  now: { run: (call, context) => makeNow(call, context.controller.now()) },
  q: { run: (call, context) => callLookup(call, context, true), takesUndefined: true },
  query: { run: (call, context) => callLookup(call, context, true), takesUndefined: true },
  range: { run: makeRange },
  undef: { run: makeUndefined },
};

/** A global function in the context it was named in. */
class GlobalFunction extends RuntimeObject implements Callable, TemplateObject {
  readonly pythonType: string;
  readonly templateObject: string;
  readonly takesUndefined: boolean;

  constructor(
    readonly callableName: string,
    readonly global: Global,
    readonly context: CallContext,
  ) {
    super();
    this.pythonType = global.type ?? 'function';
    this.templateObject = this.pythonType;
    this.takesUndefined = global.takesUndefined ?? false;
  }

  override text(): string {
    return `<function ${this.callableName}>`;
  }

  call(args: readonly RuntimeValue[], named: ReadonlyMap<string, RuntimeValue>): RuntimeValue {
    return this.global.run({ args, named }, this.context);
  }

  /** `dict.fromkeys` is the one attribute that templates use. */
  getAttribute(name: string): RuntimeValue | undefined {
    const { fromkeys } = dictMethods;
    return this.callableName === 'dict' && name === 'fromkeys' && fromkeys !== undefined
      ? bind(new Map(), name, fromkeys, 'dict')
      : undefined;
  }
}

/** The functions that every template has. */
export const globals: ReadonlyMap<string, { make(context: CallContext): RuntimeValue }> = new Map(
  Object.entries(table).map(([name, global]) => [
    name,
    { make: (context: CallContext) => new GlobalFunction(name, global, context) },
  ]),
);
