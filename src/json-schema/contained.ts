import type { ErrorObject } from 'ajv';
import { toRepr, toText } from '../values/repr.js';
import type { Dict, Value } from '../values/value.js';
import type { Draft } from './drafts.js';

interface Contained {
  readonly validator: string;
  readonly expected: Value;
  readonly message: string;
}

/** What is said of `contains`, which since 2019 has a least and a most. */
export function contained(
  found: Value,
  schema: Dict,
  { error, draft }: { error: ErrorObject; draft: Draft },
): Contained {
  const count = Number(error.params['count']);
  const expected = schema.get('contains') ?? null;
  if (draft === 'draft6' || draft === 'draft7')
    return { validator: 'contains', expected, message: `None of ${toRepr(found)} are valid under the given schema` };
  const least = schema.get('minContains') ?? 1;
  const most = schema.get('maxContains');
  if (most !== undefined && count > Number(toText(most))) {
    const message = `Too many items match the given schema (expected at most ${toText(most)})`;
    return { validator: 'maxContains', expected: most, message };
  }
  if (count === 0)
    return {
      validator: 'contains',
      expected,
      message: `${toRepr(found)} does not contain items matching the given schema`,
    };
  const message = `Too few items match the given schema (expected at least ${toText(least)} but only ${count} matched)`;
  return { validator: 'minContains', expected: least, message };
}
