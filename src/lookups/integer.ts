import { ProvisionError } from '../base/errors.js';
import { isInt } from '../values/numbers.js';
import { toText } from '../values/repr.js';
import type { Value } from '../values/value.js';

/** An option as an integer; text is read in C's notations, as Ansible reads them. */
export function integer(value: Value, name: string): number {
  if (isInt(value)) return Number(value);
  const text = toText(value).trim();
  if (/^[-+]?(?:0x[0-9a-f]+|\d+)$/i.test(text)) return /^0\d/.test(text) ? parseInt(text, 8) : Number(text);
  throw new ProvisionError('E0307', `the option ${name} must be an integer, not ${text}`);
}
