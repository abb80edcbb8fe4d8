/** All tuples with one item of each column, the last column varying fastest. */
export function productOf<T>(columns: readonly (readonly T[])[]): T[][] {
  return columns.reduce<T[][]>((rows, column) => rows.flatMap((row) => column.map((item) => [...row, item])), [[]]);
}

/** All orderings of `length` items, in the order of Python's itertools. */
export function permutationsOf<T>(items: readonly T[], length: number): T[][] {
  if (length === 0) return [[]];
  return items.flatMap((item, index) => {
    const others = items.filter((_, other) => other !== index);
    return permutationsOf(others, length - 1).map((rest) => [item, ...rest]);
  });
}

/** All choices of `length` items, each in the order they had. */
export function combinationsOf<T>(items: readonly T[], length: number): T[][] {
  if (length === 0) return [[]];
  return items.flatMap((item, index) =>
    combinationsOf(items.slice(index + 1), length - 1).map((rest) => [item, ...rest]),
  );
}
