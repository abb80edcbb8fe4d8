/** A command line that cannot be understood; the program shows its usage and ends with 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
