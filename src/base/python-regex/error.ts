import { ProvisionError } from '../errors.js';

/** What is wrong with a Python regular expression, in Python's words, with the index in the pattern. */
export function badPattern(problem: string, index: number): ProvisionError {
  return new ProvisionError('E0303', `${problem} at position ${index}`);
}

/** For syntax that is valid in Python and has no faithful translation. */
export function unsupportedPattern(what: string, pattern: string): ProvisionError {
  return new ProvisionError('E0303', `${what} in the regular expression '${pattern}' is not supported`, {
    hint: 'rewrite the expression without it',
  });
}
