/** Lets one piece of work run after the other, in the order asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #count = 0;

  /** Whether nobody works or waits. */
  get isIdle(): boolean {
    return this.#count === 0;
  }

  take<Result>(work: () => Promise<Result>): Promise<Result> {
    this.#count++;
    const mine = this.#last.then(work).finally(() => this.#count--);
    // Whoever asked for the work is told of its failure; the next one must start all the same.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
