import { ProvisionError, type ErrorDetails } from '../base/errors.js';

/**
 * The shell or the connection under a script went away (E0606). `ran` tells whether the script may have been run:
 * after `no` it is safe to send it again.
 */
export class ConnectionLost extends ProvisionError {
  override readonly name = 'ConnectionLost';

  constructor(
    message: string,
    readonly ran: 'no' | 'maybe',
    details: ErrorDetails = {},
  ) {
    super('E0606', message, details);
  }
}
