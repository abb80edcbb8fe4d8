import { fail } from '../../module-kit/index.js';
import type { Value } from '../../values/value.js';
import { Float } from '../../values/value.js';

const prefixes = ['', 'k', 'M', 'G', 'T', 'P', 'E', 'Z', 'Y'];

/** Bytes by unit: `kB` and `KB` count in thousands, `K`, `k` and `KiB` in 1024s. */
const units: ReadonlyMap<string, number> = new Map(
  prefixes.flatMap((prefix, power): [string, number][] => {
    if (prefix === '') return [['B', 1]];
    const [lower, upper] = [prefix.toLowerCase(), prefix.toUpperCase()];
    const decimal = power === 1 ? [`${lower}B`, `${upper}B`] : [`${upper}B`, `${lower}B`];
    return [
      ...decimal.map((unit): [string, number] => [unit, 1000 ** power]),
      ...[`${upper}iB`, upper, lower].map((unit): [string, number] => [unit, 1024 ** power]),
    ];
  }),
);

export interface WantedSize {
  readonly bytes: number;
  readonly blocksize: number;
  readonly blocks: number;
}

/** The size in whole blocks; a size without a unit counts blocks. */
export function wantedSize(size: Value, blocksize: Value | undefined): WantedSize {
  const wanted = readSize(size);
  const block = blocksize === undefined || blocksize === null ? undefined : readSize(blocksize);
  const blockBytes = block && block.number * (block.unit ?? 1);
  if (blockBytes !== undefined && (!Number.isInteger(blockBytes) || blockBytes <= 0))
    fail(`invalid blocksize: ${textOf(blocksize ?? null)} is no whole number of bytes`, { changed: false });
  const bytes = wanted.number * (wanted.unit ?? blockBytes ?? usualBlock);
  const each = blockBytes ?? guessBlock(bytes, wanted.unit);
  const blocks = Math.ceil(bytes / each);
  return { bytes: blocks * each, blocksize: each, blocks };
}

const usualBlock = 4096;

/** The largest usual block that the size is a whole number of. */
function guessBlock(bytes: number, unit: number | undefined): number {
  if (unit === undefined) return usualBlock;
  const [fitting = 1] = [usualBlock, 512, 1000].filter((block) => bytes % block === 0);
  return fitting;
}

function readSize(value: Value): { readonly number: number; readonly unit: number | undefined } {
  const text = textOf(value);
  const [, digits = '', rest = text] = /^\s*(\d*\.?\d*)\s*(.*?)\s*$/.exec(text) ?? [];
  const unit = rest === '' ? undefined : units.get(rest);
  if (rest !== '' && unit === undefined)
    fail(
      `invalid size unit (${/^\D/.exec(rest)?.[0] ?? rest}): unit must be one of ${[...units.keys()].join(', ')}, or none.`,
    );
  if (digits === '' || digits === '.') fail(`invalid size value: ${text}`, { changed: false });
  return { number: Number(digits), unit };
}

function textOf(value: Value): string {
  return value instanceof Float ? String(value.value) : String(value);
}

/** A size for people, in powers of 1024 or of 1000. */
export function readable(bytes: number, base: 1024 | 1000): string {
  let [size, power] = [bytes, 0];
  for (; size >= base && power < prefixes.length - 1; power++) size /= base;
  if (power === 0) return `${bytes} B`;
  const prefix = base === 1024 ? `${(prefixes[power] ?? '').toUpperCase()}i` : (prefixes[power] ?? '');
  const rounded = Math.round(size * 100) / 100;
  return `${Number.isInteger(rounded) ? rounded.toFixed(1) : rounded} ${prefix}B`;
}
