import type { Json } from '../values/json.js';
import { resultValue } from '../module-kit/result-value.js';
import { Float, isDict, isList, type Value } from '../values/value.js';

/** What `set_stats` has gathered: for hosts by name, and under `undefined` for the run. */
export type Stats = Map<string | undefined, Map<string, Value>>;

interface Added {
  readonly stats: ReadonlyMap<string, Value>;
  readonly aggregate: boolean;
}

/** Adds what a host says; with `aggregate` to what is there. */
export function addStats(all: Stats, host: string | undefined, { stats, aggregate }: Added): void {
  const known = all.get(host) ?? new Map<string, Value>();
  all.set(host, known);
  for (const [name, value] of stats) {
    const earlier = known.get(name);
    known.set(name, aggregate && earlier !== undefined ? together(earlier, value) : value);
  }
}

/** Values of one kind add up, dicts merge; of two kinds the first stays. */
function together(earlier: Value, value: Value): Value {
  if (isDict(earlier) && isDict(value)) return new Map([...earlier, ...value]);
  if (isList(earlier) && isList(value)) return [...earlier, ...value];
  if (typeof earlier === 'string' && typeof value === 'string') return earlier + value;
  if (typeof earlier === 'number' && typeof value === 'number') return earlier + value;
  if (earlier instanceof Float && value instanceof Float) return new Float(earlier.value + value.value);
  return earlier;
}

/** The stats as events carry them. */
export function shownStats(all: Stats): { readonly host?: string | undefined; readonly data: Json }[] {
  return [...all].map(([host, data]) => ({ host, data: resultValue(new Map<Value, Value>(data)) }));
}
