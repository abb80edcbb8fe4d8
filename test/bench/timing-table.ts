import { isMissing, median, type Contender, type Missing, type Timing } from './measure.js';

/** Contenders in a table, each with how many times the first one's median it took; those that are missing say why. */
export function timingTable(timings: readonly Timing[], contenders: readonly (Contender | Missing)[]): string[] {
  const [first] = timings;
  const floor = median(first?.seconds ?? []);
  const rows = timings.map(({ name, seconds }) => {
    const middle = median(seconds);
    return `| ${name} | ${middle.toFixed(2)} | ${Math.min(...seconds).toFixed(2)} | ${Math.max(...seconds).toFixed(2)} | ${(middle / floor).toFixed(2)} |`;
  });
  const missing = contenders.filter(isMissing).map(({ name, reason }) => `- ${name} was left out: ${reason}`);
  return [
    `| | seconds (median of ${first?.seconds.length ?? 0}) | fastest | slowest | times ${first?.name ?? ''} |`,
    '|---|---|---|---|---|',
    ...rows,
    ...(missing.length > 0 ? ['', ...missing] : []),
  ];
}
