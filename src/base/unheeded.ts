/** A promise that may fail before anybody listens to it, or without: whoever listens is told all the same. */
export function unheeded<Result>(promise: Promise<Result>): Promise<Result> {
  promise.catch(() => undefined);
  return promise;
}
