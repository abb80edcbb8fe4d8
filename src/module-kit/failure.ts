import type { Json } from '../values/json.js';

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
