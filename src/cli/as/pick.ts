import type { Arguments } from './flag.js';

/** The switches that were given, by key; those that were not are absent, so that the configuration decides. */
export function pickSwitches<K extends string>(given: Arguments, keys: readonly K[]): Partial<Record<K, true>> {
  const picked: Partial<Record<K, true>> = {};
  for (const key of keys) if (given.has(key)) picked[key] = true;
  return picked;
}

/** The last values that were given, by key. */
export function pickValues<K extends string>(given: Arguments, keys: readonly K[]): Partial<Record<K, string>> {
  const picked: Partial<Record<K, string>> = {};
  for (const key of keys) {
    const value = given.last(key);
    if (value !== undefined) picked[key] = value;
  }
  return picked;
}
