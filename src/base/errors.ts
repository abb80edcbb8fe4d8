import type { Position } from './position.js';

/**
 * Every error code, once, with what it stands for. A code is never reused for something else.
 * E00xx use of the command, E01xx source files, E02xx inventory, E03xx templates and variables,
 * E04xx playbooks, E05xx modules and their arguments, E06xx connections, E07xx vault, E08xx running tasks.
 */
export const errorCodes = {
  E0001: 'wrong use of the command line',
  E0002: 'unsupported option',
  E0003: 'no such file',
  E0004: 'bad configuration file',
  E0005: 'file cannot be read or written',
  E0006: 'options that cannot be used',
  E0007: 'nobody answers',
  E0009: 'no such run',
  E0010: 'plan that does not hold any more',
  E0101: 'bad YAML',
  E0102: 'duplicate key',
  E0103: 'bad JSON',
  E0104: 'bad TOML',
  E0201: 'bad inventory',
  E0202: 'inventory program failed',
  E0203: 'bad host pattern',
  E0204: 'no host matches',
  E0205: 'unknown host or group',
  E0301: 'undefined variable',
  E0302: 'template syntax',
  E0303: 'template evaluation failed',
  E0304: 'unknown filter',
  E0305: 'unknown test',
  E0306: 'unknown lookup',
  E0307: 'lookup failed',
  E0308: 'condition is not a boolean',
  E0309: 'recursive variable',
  E0310: 'nothing to leave out of',
  E0311: 'only known when it has run',
  E0401: 'unknown keyword',
  E0402: 'bad keyword value',
  E0403: 'bad playbook structure',
  E0404: 'role not found',
  E0405: 'handler not found',
  E0406: 'include not found',
  E0407: 'tag not found',
  E0408: 'start task not found',
  E0409: 'needs hosts of another slice',
  E0410: 'content that cannot be run',
  E0501: 'unknown module',
  E0502: 'bad module arguments',
  E0503: 'feature of a module that is not supported',
  E0504: 'target lacks a program',
  E0505: 'module of the engine that is gone',
  E0601: 'host unreachable',
  E0602: 'authentication failed',
  E0603: 'host key unknown',
  E0604: 'host key changed',
  E0605: 'privilege escalation failed',
  E0606: 'connection lost',
  E0607: 'private key unusable',
  E0608: 'timed out',
  E0609: 'keeper ended',
  E0701: 'no vault password',
  E0702: 'vault password wrong or data damaged',
  E0703: 'not vault data',
  E0704: 'vault password source failed',
  E0801: 'task failed',
  E0802: 'unexpected output of the target',
  E0901: 'bug in provision',
} as const;

export type ErrorCode = keyof typeof errorCodes;

/** Options of a {@link ProvisionError}; `at` is where the user can mend it, `hint` what to do next. */
export interface ErrorDetails {
  readonly at?: Position | undefined;
  readonly hint?: string | undefined;
  readonly cause?: unknown;
  /** What a failed result says in `details`, where Ansible has it there. */
  readonly details?: string | undefined;
  readonly steps?: readonly ErrorStep[];
  /** The message in plain words, where `message` has those that content may look for. */
  readonly plain?: string | undefined;
  /** The places by which the file that `at` is in came to be read, the nearest first. */
  readonly chain?: readonly Position[];
}

/** What was being done when an error came up, and where that is written. */
export interface ErrorStep {
  readonly message: string;
  readonly at?: Position | undefined;
}

/** An error with a code, a place and a hint. The message is one lower-case sentence without a full stop. */
export class ProvisionError extends Error {
  override readonly name: string = 'ProvisionError';
  readonly code: ErrorCode;
  readonly at: Position | undefined;
  readonly hint: string | undefined;
  readonly details: string | undefined;
  /** What was being done, from the outside in; the message does not repeat it. */
  readonly steps: readonly ErrorStep[];
  readonly plain: string | undefined;
  readonly chain: readonly Position[];

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.at = details.at;
    this.hint = details.hint;
    this.details = details.details;
    this.steps = details.steps ?? [];
    this.plain = details.plain;
    this.chain = details.chain ?? [];
  }
}

/** The same error with some details added or replaced. */
export function amended(error: ProvisionError, changes: ErrorDetails): ProvisionError {
  const { code, message, at, hint, cause, details, steps, plain, chain } = error;
  return new ProvisionError(code, message, { at, hint, cause, details, steps, plain, chain, ...changes });
}

/** Several content errors found together, reported together. */
export class ContentErrors extends Error {
  override readonly name = 'ContentErrors';
  constructor(readonly errors: readonly ProvisionError[]) {
    super(errors.map((error) => error.message).join('\n'));
  }
}

/** A place added to an error that was raised without one. */
export function locate(error: unknown, at: Position | undefined): unknown {
  if (!(error instanceof ProvisionError) || error.at !== undefined || at === undefined) return error;
  return amended(error, { at });
}

/** Runs something; errors tell that it was being done. */
export function during<T>(step: ErrorStep, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof ProvisionError)) throw error;
    throw amended(error, { steps: [step, ...error.steps] });
  }
}

/** An error's message behind what was being done. */
export function wholeMessage({ message, steps }: Pick<ProvisionError, 'message' | 'steps'>): string {
  return [...steps.map((step) => step.message), message].join(': ');
}

/** The message of anything that was thrown. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
