import { RuntimeObject } from '../values/runtime-object.js';
import type { RuntimeValue, TemplateObject } from './runtime.js';

/** An imported template: its names are attributes, and where it is printed stands what it prints. */
export class TemplateModule extends RuntimeObject implements TemplateObject {
  readonly pythonType = 'TemplateModule';
  readonly templateObject = 'TemplateModule';

  constructor(
    readonly names: ReadonlyMap<string, RuntimeValue>,
    readonly printed: readonly RuntimeValue[],
  ) {
    super();
  }

  getAttribute(name: string): RuntimeValue | undefined {
    return name.startsWith('_') ? undefined : this.names.get(name);
  }
}
