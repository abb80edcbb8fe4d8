import { ProvisionError } from '../base/errors.js';

/** An error of a filter, test or lookup, in the words Ansible uses where there are any. The engine adds the place. */
export function failure(message: string, hint?: string): ProvisionError {
  return new ProvisionError('E0303', message, { hint });
}
