import { ProvisionError, type ErrorCode } from '../base/errors.js';
import { Broken, UndefinedUse, isVaultFailure } from './runtime.js';

const capturable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['E0302', 'E0303', 'E0307', 'E0701', 'E0702']);

/** The failure of a call, filter or variable as a value; what is no failure of evaluating is thrown on. */
export function captured(error: unknown): Broken {
  if (error instanceof ProvisionError && !(error instanceof UndefinedUse) && capturable.has(error.code))
    return new Broken(isVaultFailure(error) ? undecryptable(error) : error);
  throw error;
}

function undecryptable(error: ProvisionError): ProvisionError {
  const { code, message, at, hint } = error;
  const prefix = 'Error rendering template: Attempt to use undecryptable variable: ';
  return message.startsWith(prefix) ? error : new ProvisionError(code, prefix + message, { at, hint, cause: error });
}
