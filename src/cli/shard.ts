import { ProvisionError } from '../base/errors.js';
import type { Shard } from '../inventory/shard.js';

/** `--shard I/N`: slice I of N. Throws E0001 for anything else. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^\s*(\d{1,9})\s*\/\s*(\d{1,9})\s*$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (shard.index >= 1 && shard.index <= shard.count) return shard;
  throw new ProvisionError('E0001', `--shard must be a slice of several, such as 2/5, not "${text}"`, {
    hint: 'the slices of --shard I/N are numbered from 1 to N',
  });
}
