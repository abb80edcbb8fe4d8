import type { TemplateContext } from '../template/plugins.js';
import { asElement, type RuntimeValue } from '../template/runtime.js';
import { RuntimeObject } from '../values/runtime-object.js';
import type { Value } from '../values/value.js';

/** A value rendered through and through, for filters that look at all of it. An undefined value raises. */
export function settled(input: RuntimeValue, context: TemplateContext): Value {
  if (input instanceof RuntimeObject) input.use();
  return context.render(asElement(input));
}
