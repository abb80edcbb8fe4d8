import type { Run } from './run.js';
import type { RuntimeValue } from './runtime.js';

const none: ReadonlyMap<string, RuntimeValue> = new Map();

/** A scope of a running template: its own names, then those of the scopes around it, then the variables. */
export class Frame {
  /** Most scopes set no name. */
  #names: Map<string, RuntimeValue> | undefined;

  constructor(
    readonly run: Run,
    readonly parent?: Frame | undefined,
    /** Names of outer scopes that are not seen from here on. */
    readonly hidden?: ReadonlySet<string> | undefined,
  ) {}

  /** The names that were set in this very scope. */
  get names(): ReadonlyMap<string, RuntimeValue> {
    return this.#names ?? none;
  }

  set(name: string, value: RuntimeValue): void {
    (this.#names ??= new Map()).set(name, value);
  }

  /** A name set by the template itself. */
  findLocal(name: string): RuntimeValue | undefined {
    const value = this.#names?.get(name);
    if (value !== undefined || this.parent === undefined || this.hidden?.has(name) === true) return value;
    return this.parent.findLocal(name);
  }

  /** All names set by the template in scope here. */
  localNames(): string[] {
    return [...this.names.keys(), ...(this.parent?.localNames() ?? [])];
  }
}
