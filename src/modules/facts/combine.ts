import { noTraceback } from '../../module-kit/failure.js';
import type { Result } from '../../module-kit/index.js';
import type { Json } from '../../values/json.js';

/** What a facts module returned, or failed with. */
export interface Gathered {
  readonly name: string;
  readonly result: Result;
}

type Members = Readonly<Record<string, Json | undefined>>;

/** What several facts modules come to: their facts, their warnings, and those that failed or were skipped. */
export function summaryOf(gathered: readonly Gathered[], warnings: readonly string[]): Result {
  const failed = gathered.filter(({ result }) => result.failed === true);
  const skipped = gathered.filter(({ result }) => result.failed !== true && result.skipped === true);
  const told = [...new Set([...warnings, ...gathered.flatMap(({ result }) => result.warnings ?? [])])];
  return {
    changed: false,
    ansible_facts: mergeFacts(gathered),
    ...(skipped.length > 0
      ? { msg: `The following modules were skipped: ${names(skipped)}.`, skipped_modules: byName(skipped) }
      : {}),
    ...(skipped.length > 0 && skipped.length === gathered.length ? { skipped: true, failed: false } : {}),
    ...(failed.length > 0
      ? {
          failed: true,
          msg: `The following modules failed to execute: ${names(failed)}.`,
          failed_modules: byName(failed, { exception: noTraceback }),
        }
      : {}),
    ...(told.length > 0 ? { warnings: told } : {}),
  };
}

/** The facts of all modules that did not fail. Dicts are merged, lists appended without what comes again, else the later wins. */
export function mergeFacts(gathered: readonly Gathered[]): Record<string, Json> {
  const done = gathered.filter(({ result }) => result.failed !== true && result.skipped !== true);
  return done.reduce<Record<string, Json>>(
    (facts, { result }) => (isMembers(result['ansible_facts']) ? mergeMembers(facts, result['ansible_facts']) : facts),
    {},
  );
}

function mergeMembers(below: Members, above: Members): Record<string, Json> {
  const merged: Record<string, Json> = {};
  for (const [name, value] of Object.entries({ ...below, ...above }))
    if (value !== undefined && !name.startsWith('_ansible_'))
      merged[name] = name in above ? merge(below[name], value) : value;
  return merged;
}

function merge(below: Json | undefined, above: Json): Json {
  if (isMembers(below) && isMembers(above)) return mergeMembers(below, above);
  if (!Array.isArray(below) || !Array.isArray(above)) return above;
  const again = new Set(above.map((item) => JSON.stringify(item)));
  return [...below.filter((item) => !again.has(JSON.stringify(item))), ...above];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function names(gathered: readonly Gathered[]): string {
  return [...new Set(gathered.map(({ name }) => name))].join(', ');
}

function byName(gathered: readonly Gathered[], usual: Members = {}): Record<string, Json> {
  return Object.fromEntries(gathered.map(({ name, result }) => [name, { ...usual, ...result }]));
}
