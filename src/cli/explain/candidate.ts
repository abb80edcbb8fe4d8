import type { Position } from '../../base/position.js';
import type { Value } from '../../values/value.js';

/** When a candidate counts: always, only within some tasks, or from the moment on that a task has run. */
export type Validity =
  | { readonly kind: 'always' }
  | { readonly kind: 'within'; readonly place: string }
  | { readonly kind: 'run'; readonly moment: string };

/** One of the places that give a variable a value. */
export interface Candidate {
  /** The place in the user's words: `group_vars of web`, `defaults of the role nginx`. */
  readonly source: string;
  readonly at: Position | undefined;
  /** As written; `undefined` where only a run knows it. */
  readonly value: Value | undefined;
  readonly validity: Validity;
}

export const always: Validity = { kind: 'always' };

export function within(place: string): Validity {
  return { kind: 'within', place };
}

/** The strongest candidate that counts wherever the play looks: it wins unless a run or a narrower place says otherwise. */
export function findWinner<Kind extends Candidate>(candidates: readonly Kind[]): Kind | undefined {
  return candidates.find(({ validity }) => validity.kind === 'always');
}
