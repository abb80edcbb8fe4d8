import { toRepr } from '../../values/repr.js';
import { RuntimeObject } from '../../values/runtime-object.js';
import type { CallArguments } from '../call-arguments.js';
import { pairsOf } from '../methods/dicts.js';
import { asElement, type RuntimeValue, type TemplateObject } from '../runtime.js';

/** `namespace()`: attributes that `set` can change from inside loops. */
export class Namespace extends RuntimeObject implements TemplateObject {
  readonly pythonType = 'Namespace';
  readonly templateObject = 'Namespace';
  readonly attributes = new Map<string, RuntimeValue>();

  constructor({ args, named }: CallArguments) {
    super();
    const [source] = args;
    if (source !== undefined)
      for (const [key, member] of pairsOf(asElement(source))) this.attributes.set(String(key), member);
    for (const [name, value] of named) this.attributes.set(name, value);
  }

  override text(): string {
    const members = [...this.attributes].map(([name, value]) => `${toRepr(name)}: ${toRepr(value)}`);
    return `<Namespace {${members.join(', ')}}>`;
  }

  getAttribute(name: string): RuntimeValue | undefined {
    return this.attributes.get(name);
  }
}
