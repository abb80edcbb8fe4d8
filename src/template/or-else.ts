/** The value unless it is missing. Unlike `??` it lets `null` through, which is Python's None. */
export function orElse<T>(value: T | undefined, otherwise: () => T): T {
  return value === undefined ? otherwise() : value;
}
