import { RuntimeObject } from '../values/runtime-object.js';
import { PythonError } from '../values/python-error.js';

/**
 * What an inline `if` without `else` gives when it does not hold. Unlike an undefined variable it prints as nothing,
 * is false and iterates over nothing; but it cannot be stored, and `default` does not replace it.
 */
export class Absent extends RuntimeObject {
  readonly pythonType = 'Undefined';

  constructor(readonly line: number) {
    super();
  }

  override text(): string {
    return '';
  }

  override isTrue(): boolean {
    return false;
  }

  override equals(other: unknown): boolean {
    return other instanceof Absent;
  }

  override iterate(): Iterable<unknown> {
    return [];
  }

  /** Raised where an attribute or item of it is asked for. */
  problem(): PythonError {
    const message = `the inline if-expression on line ${this.line} evaluated to false and no else section was defined.`;
    return new PythonError('UndefinedError', message);
  }
}
