/** Thrown where a rehearsal would need what only the run itself can tell: a result, a fact, a random number. */
export class NotKnownYet extends Error {
  constructor(what: string) {
    super(`${what} is not known yet`);
  }
}
