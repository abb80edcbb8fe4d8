import { ProvisionError } from '../base/errors.js';

/** Ends the reading of a certificate, key or request that is not what it should be. */
export function unreadable(message: string): never {
  throw new ProvisionError('E0801', message);
}
