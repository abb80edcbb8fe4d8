/** Lets one piece of work run after the other, in the order asked for. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();

  take<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work);
    // Whoever asked for the work is told of its failure; the next one must start all the same.
    this.#last = mine.catch(() => undefined);
    return mine;
  }
}
