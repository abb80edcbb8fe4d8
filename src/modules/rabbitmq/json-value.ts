import { isDeepStrictEqual } from 'node:util';
import { fail } from '../../module-kit/index.js';
import type { Json } from '../../values/json.js';

/** What a text of JSON stands for; one that is not given is null. */
export function parseJson(text: string | undefined, argument: string): Json {
  if (text === undefined) return null;
  try {
    return JSON.parse(text) as Json;
  } catch (thrown) {
    return fail(`${argument} is not JSON: ${thrown instanceof Error ? thrown.message : String(thrown)}`);
  }
}

/** Whether rabbitmqctl tells the wanted value: some versions tell JSON in a text, others the value itself. */
export function isSameValue(told: Json | undefined, wanted: Json): boolean {
  if (isDeepStrictEqual(told, wanted)) return true;
  if (typeof told !== 'string') return false;
  try {
    return isDeepStrictEqual(JSON.parse(told), wanted);
  } catch (thrown) {
    // A text that is no JSON is a plain value, and another one.
    if (thrown instanceof SyntaxError) return false;
    throw thrown;
  }
}
