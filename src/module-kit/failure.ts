import { ProvisionError } from '../base/errors.js';
import type { Json } from '../values/json.js';

/** What failed results say in place of a traceback of Python, which there is none of. */
export const noTraceback = '(traceback unavailable)';

/** A task's failure as a module states it: Ansible's `msg` and further result keys. */
export class TaskFailure extends Error {
  override readonly name = 'TaskFailure';
  constructor(
    message: string,
    readonly result: Readonly<Record<string, Json | undefined>> = {},
  ) {
    super(message);
  }
}

/** Ends a module as failed. */
export function fail(message: string, result: Readonly<Record<string, Json | undefined>> = {}): never {
  throw new TaskFailure(message, result);
}

/**
 * What a module failed with, wrong arguments among it, as the result of a part of a task. What is no failure of a module (a
 * host that is not reached, content that cannot be evaluated) is thrown on.
 */
export function failureResult(thrown: unknown): FailureResult {
  const told = { failed: true, exception: noTraceback } as const;
  if (thrown instanceof TaskFailure) return { changed: false, ...thrown.result, ...told, msg: thrown.message };
  if (thrown instanceof ProvisionError && thrown.code === 'E0502') return { ...told, msg: thrown.message };
  throw thrown;
}

type FailureResult = Readonly<Record<string, Json | undefined>> & { readonly failed: true; readonly msg: string };
