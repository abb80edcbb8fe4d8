import { TaskFailure } from '../../src/module-kit/index.js';

/** The failure that a module ends with; the test fails when there is none. */
export function failureOf(start: () => unknown): TaskFailure {
  try {
    start();
  } catch (thrown) {
    if (thrown instanceof TaskFailure) return thrown;
    throw thrown;
  }
  throw new Error('it did not fail');
}
