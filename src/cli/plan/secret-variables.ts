import { randomBytes, scryptSync } from 'node:crypto';
import { ProvisionError } from '../../base/errors.js';

/** Extra variables as a plan keeps them: secret ones are left out, and known again by a salted digest. */
export interface KeptVariables {
  readonly shown: readonly string[];
  readonly salt: string;
  readonly leftOut: readonly string[];
}

/** What looks like a secret; files (`@file`) are only named. */
const secretWords = /pass|secret|token|key|cred|auth|private/i;

/** Leaves out what looks like a secret. */
export function keepVariables(given: readonly string[]): KeptVariables {
  const salt = randomBytes(16).toString('hex');
  const isSecret = (text: string): boolean => !text.startsWith('@') && secretWords.test(text);
  return {
    shown: given.filter((text) => !isSecret(text)),
    salt,
    leftOut: given.filter(isSecret).map((text) => digest(text, salt)),
  };
}

/** All extra variables of a plan: those that it keeps, and those left out, which must be given again. Throws E0010. */
export function allVariables({ shown, salt, leftOut }: KeptVariables, given: readonly string[]): string[] {
  const digests = given.map((text) => digest(text, salt));
  const other = given.find((_text, index) => !leftOut.includes(digests[index] ?? ''));
  if (other !== undefined)
    throw new ProvisionError('E0010', 'the plan was made without one of these extra variables', {
      hint: 'give those only that the plan leaves out, with the same values, or make a new plan',
    });
  if (leftOut.some((one) => !digests.includes(one)))
    throw new ProvisionError('E0010', 'the plan leaves out extra variables that look secret', {
      hint: 'give them again, as for the plan: provision apply FILE -e ...',
    });
  return [...shown, ...given];
}

function digest(text: string, salt: string): string {
  return scryptSync(text, salt, 32).toString('hex');
}
