/**
 * Something that exists only while a template runs (an undefined value, a loop, a macro, a method): it says itself how
 * Python's operators see it. The defaults are those of a plain object.
 */
export abstract class RuntimeObject {
  /** The type's name, as Python's messages and `type_debug` give it. */
  abstract readonly pythonType: string;

  /** What `str()` gives. */
  text(): string {
    return `<${this.pythonType} object>`;
  }

  isTrue(): boolean {
    return true;
  }

  equals(other: unknown): boolean {
    return this === other;
  }

  /** The items it iterates over; `undefined` when it is not iterable. */
  iterate(): Iterable<unknown> | undefined {
    return undefined;
  }

  /** Called before it takes part in an operation: a broken value raises its error here. */
  use(): void {}
}
