/** The candidate nearest to what was typed, or `undefined` when none is near enough to be meant. */
export function findNearest(typed: string, candidates: Iterable<string>): string | undefined {
  const limit = Math.ceil(typed.length / 3);
  let best: string | undefined;
  let bestDistance = limit + 1;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - typed.length) >= bestDistance) continue;
    const distance = editDistance(typed.toLowerCase(), candidate.toLowerCase());
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/** `did you mean "x"?` for the nearest candidate, or `undefined`. */
export function didYouMean(typed: string, candidates: Iterable<string>): string | undefined {
  const nearest = findNearest(typed, candidates);
  return nearest === undefined ? undefined : `did you mean "${nearest}"?`;
}

/** Optimal string alignment distance: insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let previous: number[] = [];
  let current = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const next = [row];
    for (let column = 1; column <= b.length; column++) {
      const cost = a[row - 1] === b[column - 1] ? 0 : 1;
      let distance = Math.min(
        (current[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (current[column - 1] ?? 0) + cost,
      );
      const swapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (swapped) distance = Math.min(distance, (previous[column - 2] ?? 0) + 1);
      next.push(distance);
    }
    [previous, current] = [current, next];
  }
  return current[b.length] ?? 0;
}
