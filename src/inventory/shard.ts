import { createHash } from 'node:crypto';

/** One of several slices of an inventory: `--shard 2/5`. */
export interface Shard {
  /** From 1 on. */
  readonly index: number;
  readonly count: number;
}

/**
 * The slice that a host belongs to, by its name alone: the first 48 bits of the name's SHA-256, modulo the number of
 * slices, plus one. A host that is added or removed moves none of the others.
 */
export function shardOf(name: string, count: number): number {
  const digest = createHash('sha256').update(name).digest('hex');
  return (Number.parseInt(digest.slice(0, 12), 16) % count) + 1;
}
