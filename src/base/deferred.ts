import { unheeded } from './unheeded.js';

export interface Deferred<Result> {
  readonly promise: Promise<Result>;
  readonly settle: (result: Promise<Result>) => void;
}

/** A promise that is settled later; nobody has to be listening when it fails. */
export function deferred<Result>(): Deferred<Result> {
  let settle: Deferred<Result>['settle'] = () => undefined;
  const promise = new Promise<Result>((resolve) => (settle = resolve));
  return { promise: unheeded(promise), settle };
}
