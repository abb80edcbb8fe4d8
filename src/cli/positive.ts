import { ProvisionError } from '../base/errors.js';

/** The whole number above zero that a flag was given; throws E0001 for anything else. */
export function positive(flag: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (Number.isInteger(number) && number > 0) return number;
  throw new ProvisionError('E0001', `${flag} must be a whole number above zero, not "${text}"`);
}
