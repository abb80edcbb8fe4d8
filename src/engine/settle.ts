import { Pending } from '../template/runtime.js';
import type { Value } from '../values/value.js';

/** Does work in which lookups may have to be awaited: awaits each, remembers its answer and does the work again. */
export async function settle<Result>(remembered: Map<string, Value>, work: () => Result | Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (thrown) {
      if (!(thrown instanceof Pending)) throw thrown;
      remembered.set(thrown.key, await thrown.start());
    }
  }
}
