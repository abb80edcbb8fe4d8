import type { ErrorCode } from '../base/errors.js';

/** Ansible's exit codes. */
export const exitCodes = {
  success: 0,
  error: 1,
  failed: 2,
  parser: 4,
  unreachable: 4,
  options: 5,
  interrupted: 99,
  bug: 250,
} as const;

/** What Ansible's parser finds: bad YAML, keywords, modules. */
const parserErrors: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  ...(['E0101', 'E0102', 'E0103', 'E0302', 'E0304', 'E0305', 'E0306', 'E0401', 'E0402', 'E0403'] as const),
  ...(['E0501', 'E0502', 'E0503'] as const),
]);

/** What is wrong with a file of variables, which is read when a play begins. */
const fileErrors: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['E0101', 'E0102', 'E0201', 'E0403', 'E0701', 'E0702']);

/** Ansible's exit code for an error before anything runs. */
export function exitCodeBefore(code: ErrorCode): number {
  return parserErrors.has(code) ? exitCodes.parser : exitCodes.error;
}

/** Ansible's exit code for an error that ends a run. */
export function exitCodeWithin(code: ErrorCode): number {
  if (code === 'E0006') return exitCodes.options;
  return fileErrors.has(code) ? exitCodes.parser : exitCodes.error;
}
