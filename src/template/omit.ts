import { RuntimeObject } from '../values/runtime-object.js';

class Omit extends RuntimeObject {
  readonly pythonType = '_OmitType';

  override text(): string {
    return '<<Omit>>';
  }
}

/** The value of `omit`: it drops out of containers and text, and is an error alone. */
export const omit: RuntimeObject = new Omit();
