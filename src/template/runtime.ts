import type { Position } from '../base/position.js';
import type { Value } from '../values/value.js';

/**
 * An undefined or broken value, as a value: it travels through attribute access, calls and filters that do not accept
 * it; `default` and the test `defined` absorb it; operators, conditions and final output raise its error.
 */
export class Undefined {
  /**
   * @param problem what is wrong, as the error's message says it (`'x' is undefined`, or why a variable's own template failed)
   * @param at where the expression that gave it stands
   * @param cause the error, when the value is broken rather than missing
   */
  constructor(
    readonly problem: string,
    readonly at?: Position | undefined,
    readonly cause?: unknown,
    readonly hint?: string | undefined,
  ) {}
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
export type RuntimeValue = Value | Undefined | Callable | TemplateObject;

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
