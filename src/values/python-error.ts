/** What Python would raise: the exception's name and its message, which playbooks see in failed tasks. */
export class PythonError extends Error {
  override readonly name = 'PythonError';
  constructor(
    readonly type: string,
    message: string,
  ) {
    super(message);
  }
}

export function typeError(message: string): PythonError {
  return new PythonError('TypeError', message);
}

export function valueError(message: string): PythonError {
  return new PythonError('ValueError', message);
}

export function indexError(message: string): PythonError {
  return new PythonError('IndexError', message);
}

export function zeroDivisionError(message: string): PythonError {
  return new PythonError('ZeroDivisionError', message);
}
