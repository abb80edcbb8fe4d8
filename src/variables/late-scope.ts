import type { Scope } from '../template/templar.js';
import type { Value } from '../values/value.js';

/** A scope that is put together when something is first looked up in it: many a task's templar never looks at a variable. */
export class LateScope implements Required<Scope> {
  readonly #make: () => Required<Scope>;
  #made: Required<Scope> | undefined;

  constructor(make: () => Required<Scope>) {
    this.#make = make;
  }

  find(name: string): Value | undefined {
    return this.#whole().find(name);
  }

  isWritten(name: string): boolean {
    return this.#whole().isWritten(name);
  }

  names(): Iterable<string> {
    return this.#whole().names();
  }

  #whole(): Required<Scope> {
    return (this.#made ??= this.#make());
  }
}
