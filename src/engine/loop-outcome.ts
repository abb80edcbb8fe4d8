import { isTrusted, setTrusted } from '../values/trust.js';
import type { Dict, Value } from '../values/value.js';
import type { Loop } from './loop.js';
import { takeNotices } from './notices.js';
import { statusOf, withResult, type ItemOutcome } from './outcome.js';

/** An item's result tells which item it was. */
export function withItem(outcome: ItemOutcome, loop: Loop, variables: ReadonlyMap<string, Value>): ItemOutcome {
  const keys: Record<string, Value> = {
    ansible_loop_var: loop.variable,
    [loop.variable]: variables.get(loop.variable) ?? null,
  };
  if (loop.indexVariable !== undefined) {
    keys['ansible_index_var'] = loop.indexVariable;
    keys[loop.indexVariable] = variables.get(loop.indexVariable) ?? null;
  }
  if (loop.isExtended) keys['ansible_loop'] = variables.get('ansible_loop') ?? null;
  const whole = withResult(outcome, keys);
  const item = variables.get(loop.variable);
  setTrusted(whole.result, loop.variable, isTrusted(variables, loop.variable, item));
  return whole;
}

/** The result of a loop: what its items have in common, and each in `results`. */
export function together(outcomes: readonly ItemOutcome[]): ItemOutcome {
  const has = (key: string): boolean => outcomes.some(({ result }) => result.get(key) === true);
  const all = (key: string): boolean => outcomes.every(({ result }) => result.get(key) === true);
  const failed = outcomes.some((outcome) => statusOf(outcome) === 'failed');
  const isUnreachable = outcomes.some((outcome) => outcome.isUnreachable);
  const { items, notices } = takeNotices(outcomes.map(({ result }) => result));
  const result: Dict = new Map<Value, Value>([
    ['results', [...items]],
    ...notices,
    ['changed', has('changed')],
    ['msg', failed ? 'One or more items failed' : all('skipped') ? 'All items skipped' : 'All items completed'],
  ]);
  if (failed) result.set('failed', true);
  if (isUnreachable) result.set('unreachable', true);
  result.set('skipped', all('skipped'));
  return {
    result,
    isUnreachable,
    changes: outcomes.flatMap(({ changes }) => changes),
    diffs: outcomes.flatMap(({ diffs }) => diffs),
    effects: [],
    notified: outcomes.flatMap(({ notified }) => notified ?? []),
    error: outcomes.find(({ error }) => error !== undefined)?.error,
    unknown: outcomes.find(({ unknown }) => unknown !== undefined)?.unknown,
  };
}
