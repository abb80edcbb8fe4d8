import { ProvisionError, type ErrorCode } from '../base/errors.js';
import { Broken, UndefinedUse } from './runtime.js';

const capturable: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['E0302', 'E0303', 'E0307', 'E0701', 'E0702']);

/** The failure of a call, filter or variable as a value; what is no failure of evaluating is thrown on. */
export function captured(error: unknown): Broken {
  if (error instanceof ProvisionError && !(error instanceof UndefinedUse) && capturable.has(error.code))
    return new Broken(error);
  throw error;
}
