import { ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { Float, isList, type Value } from '../values/value.js';

/** The hosts of a play in the batches that `serial` asks for: numbers, percentages, or a list of both. */
export function batchesOf<Host>(hosts: readonly Host[], serial: Value | undefined, at: Position | undefined): Host[][] {
  const sizes = (isList(serial ?? null) ? (serial as Value[]) : [serial ?? null])
    .filter((size) => size !== null)
    .map((size) => batchSize(size, hosts.length, at));
  if (sizes.length === 0 || sizes[0] === 0) return hosts.length > 0 ? [[...hosts]] : [];
  const batches: Host[][] = [];
  for (let start = 0, index = 0; start < hosts.length; index++) {
    const size = sizes[Math.min(index, sizes.length - 1)] ?? hosts.length;
    batches.push(hosts.slice(start, start + size));
    start += size;
  }
  return batches;
}

function batchSize(size: Value, total: number, at: Position | undefined): number {
  const text = size instanceof Float ? String(Math.trunc(size.value)) : String(size).trim();
  const percentage = /^(\d+(?:\.\d+)?)%$/.exec(text)?.[1];
  if (percentage !== undefined) return Math.max(1, Math.floor((total * Number(percentage)) / 100));
  if (/^-?\d+$/.test(text)) return Number(text) <= 0 ? total : Number(text);
  throw new ProvisionError('E0402', `"serial" must be a number or a percentage, not "${text}"`, { at });
}
