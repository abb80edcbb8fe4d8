import type { Value } from '../values/value.js';
import { Pending } from './runtime.js';

/** Where answers that were awaited are kept for `TemplateController.findAnswer`. */
export interface Answers {
  set(key: string, value: Value): unknown;
}

/** Evaluates, awaiting what lookups wait for: each answer is kept, and the evaluation is done again. */
export async function settle<T>(answers: Answers, evaluate: () => T | Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await evaluate();
    } catch (error) {
      if (!(error instanceof Pending)) throw error;
      answers.set(error.key, await error.start());
    }
  }
}
