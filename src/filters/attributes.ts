import type { TemplateContext } from '../template/plugins.js';
import { Undefined, type RuntimeValue } from '../template/runtime.js';
import type { Value } from '../values/value.js';

/** Reads an attribute path (`a.b.0`, or an index) of an item. */
export type Getter = (item: RuntimeValue) => RuntimeValue;

/** A getter for an attribute path; without one the item itself. What is missing becomes `otherwise` when that is given. */
export function attributeGetter(path: Value | undefined, context: TemplateContext, otherwise?: Value): Getter {
  if (path === null || path === undefined) return (item) => item;
  const steps =
    typeof path === 'string' ? path.split('.').map((step) => (/^\d+$/.test(step) ? Number(step) : step)) : [path];
  return (item) => {
    let found = item;
    for (const step of steps) {
      found = context.getItem(found, step);
      if (found instanceof Undefined && otherwise !== undefined) found = otherwise;
    }
    return found;
  };
}

/** A getter whose text is in lower case, unless case matters. */
export function sortingGetter(getter: Getter, isCaseSensitive: boolean): Getter {
  if (isCaseSensitive) return getter;
  return (item) => {
    const found = getter(item);
    return typeof found === 'string' ? found.toLowerCase() : found;
  };
}
