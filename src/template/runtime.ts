import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { RuntimeObject } from '../values/runtime-object.js';
import type { Value } from '../values/value.js';

/**
 * An undefined or broken value, as a value: it travels through attribute access, calls and filters that do not accept
 * it; `default` and the test `defined` absorb it; operators, conditions and final output raise its error.
 */
export class Undefined extends RuntimeObject {
  readonly pythonType: string = 'UndefinedMarker';

  /**
   * @param problem what is wrong, as the error's message says it (`'x' is undefined`, or why a variable's own template failed)
   * @param at where the expression that gave it stands
   * @param cause the error, when the value is broken rather than missing
   * @param hint what to do about it; a function when finding out is dear and most often not needed
   */
  constructor(
    readonly problem: string,
    readonly at?: Position | undefined,
    readonly cause?: unknown,
    readonly hint?: string | (() => string | undefined) | undefined,
  ) {
    super();
  }

  /** Raises its error: it was used where a value is needed. */
  raise(): never {
    throw new UndefinedUse(this);
  }

  override use(): void {
    this.raise();
  }

  override text(): string {
    return this.raise();
  }

  override isTrue(): boolean {
    return this.raise();
  }

  override equals(): boolean {
    return this.raise();
  }

  override iterate(): Iterable<unknown> {
    return this.raise();
  }
}

/**
 * What a call or filter that failed gives: it travels as undefined values do, but nothing absorbs it, and where it is
 * used its error is raised.
 */
export class Broken extends Undefined {
  override readonly pythonType: string;

  constructor(readonly error: ProvisionError) {
    super(error.message, error.at, error.cause, error.hint);
    this.pythonType = isVaultFailure(error) ? 'VaultExceptionMarker' : 'CapturedExceptionMarker';
  }

  override raise(): never {
    throw this.error;
  }
}

/** Whether an error says that an encrypted text cannot be decrypted. */
export function isVaultFailure(error: unknown): error is ProvisionError {
  return error instanceof ProvisionError && ['E0701', 'E0702'].includes(error.code);
}

/** Raised where an undefined value is used; the value it came from travels on through filters. */
export class UndefinedUse extends ProvisionError {
  constructor(readonly source: Undefined) {
    const hint = typeof source.hint === 'function' ? source.hint() : source.hint;
    super('E0301', source.problem, { at: source.at, hint, cause: source.cause });
  }
}

/** Something a template can call: a macro, a global function, a method bound to its value. */
export interface Callable {
  readonly callableName: string;
  call(args: readonly RuntimeValue[], named: ReadonlyMap<string, RuntimeValue>): RuntimeValue;
}

/** An object that exists only while a template runs (loop, namespace, cycler, joiner): attributes by name. */
export interface TemplateObject {
  readonly templateObject: string;
  getAttribute(name: string): RuntimeValue | undefined;
}

/** All that an expression can evaluate to. */
export type RuntimeValue = Value | Undefined | Callable | TemplateObject | RuntimeObject;

/**
 * Thrown by a lookup whose answer must be awaited. The driver awaits `start`, remembers the answer under `key` and
 * evaluates again; the second time the lookup finds it remembered.
 */
export class Pending extends Error {
  constructor(
    readonly key: string,
    readonly start: () => Promise<Value>,
  ) {
    super(`waiting for ${key}`);
  }
}

export function isCallable(value: unknown): value is Callable {
  return typeof value === 'object' && value !== null && 'callableName' in value;
}

export function isTemplateObject(value: unknown): value is TemplateObject {
  return typeof value === 'object' && value !== null && 'templateObject' in value;
}

/**
 * A runtime value as a container's element. As in Python, a container holds whatever an expression gave, also what
 * cannot leave templating (undefined values, methods); the declared element type is what does leave it, once `finalize`
 * has looked at every element. This is the one place that bridges the two.
 */
export function asElement(value: RuntimeValue): Value {
  return value as Value;
}

/** The elements of a container, as the runtime values they may be. */
export function asRuntime(value: Value): RuntimeValue {
  return value;
}
