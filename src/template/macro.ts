import { typeError } from '../values/python-error.js';
import { RuntimeObject } from '../values/runtime-object.js';
import { Tuple, type Value } from '../values/value.js';
import type { Evaluate, Execute } from './compiled.js';
import { concatenate } from './concat.js';
import { Frame } from './frame.js';
import { Undefined, asElement, type Callable, type RuntimeValue, type TemplateObject } from './runtime.js';
import { orElse } from './or-else.js';

/** A macro as compiled: its parameters, and which of the special names its body reads. */
export interface MacroCode {
  readonly name: string | undefined;
  readonly parameters: readonly string[];
  readonly defaults: readonly Evaluate[];
  readonly body: Execute;
  readonly takesRest: boolean;
  readonly takesNamed: boolean;
  readonly takesCaller: boolean;
}

/** A macro bound to the scope it was defined in. */
export class Macro extends RuntimeObject implements Callable, TemplateObject {
  readonly pythonType = 'Macro';
  readonly templateObject = 'Macro';
  readonly callableName: string;
  readonly takesUndefined = true;

  constructor(
    readonly code: MacroCode,
    readonly frame: Frame,
  ) {
    super();
    this.callableName = code.name ?? 'caller';
  }

  override text(): string {
    return this.code.name === undefined ? '<Macro anonymous>' : `<Macro '${this.code.name}'>`;
  }

  getAttribute(name: string): RuntimeValue | undefined {
    const attributes: Readonly<Record<string, Value>> = {
      name: this.code.name ?? null,
      arguments: Tuple.from(this.code.parameters),
      catch_kwargs: this.code.takesNamed,
      catch_varargs: this.code.takesRest,
      caller: this.code.takesCaller,
    };
    return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  }

  call(args: readonly RuntimeValue[], named: ReadonlyMap<string, RuntimeValue>): RuntimeValue {
    const frame = new Frame(this.frame.run, this.frame);
    const rest = new Map(named);
    this.#bind(frame, args, rest);
    this.#bindSpecial(frame, args, rest);
    const out: RuntimeValue[] = [];
    this.code.body(frame, out);
    return concatenate(out);
  }

  #bind(frame: Frame, args: readonly RuntimeValue[], named: Map<string, RuntimeValue>): void {
    const { parameters, defaults } = this.code;
    const firstDefault = parameters.length - defaults.length;
    for (const [index, name] of parameters.entries()) {
      const given = args[index] === undefined ? named.get(name) : args[index];
      if (args[index] === undefined) named.delete(name);
      const value = given === undefined ? defaults[index - firstDefault]?.(frame) : given;
      frame.set(
        name,
        orElse<RuntimeValue>(value, () => new Undefined(`parameter '${name}' was not provided`)),
      );
    }
  }

  #bindSpecial(frame: Frame, args: readonly RuntimeValue[], named: Map<string, RuntimeValue>): void {
    const { parameters, takesCaller, takesNamed, takesRest } = this.code;
    const title = this.code.name === undefined ? 'None' : `'${this.code.name}'`;
    if (takesCaller && !parameters.includes('caller')) {
      frame.set(
        'caller',
        orElse<RuntimeValue>(named.get('caller'), () => new Undefined('No caller defined')),
      );
      named.delete('caller');
    }
    const [unknown] = named.keys();
    if (takesNamed) frame.set('kwargs', new Map([...named].map(([name, value]) => [name, asElement(value)])));
    else if (unknown === 'caller')
      throw typeError(
        `macro ${title} was invoked with two values for the special caller argument. This is most likely a bug.`,
      );
    else if (unknown !== undefined) throw typeError(`macro ${title} takes no keyword argument '${unknown}'`);
    if (takesRest) frame.set('varargs', Tuple.from(args.slice(parameters.length).map(asElement)));
    else if (args.length > parameters.length)
      throw typeError(`macro ${title} takes not more than ${parameters.length} argument(s)`);
  }
}
