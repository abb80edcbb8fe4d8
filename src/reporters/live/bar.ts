/** How far a transfer is, in bytes. */
export interface Transferred {
  readonly bytes: number;
  readonly total: number;
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** A number of bytes in the unit that people would choose: `12.0 MiB`. */
export function bytesText(bytes: number): string {
  let [amount, unit] = [bytes, 0];
  while (amount >= 1000 && unit < units.length - 1) [amount, unit] = [amount / 1024, unit + 1];
  return unit === 0 ? `${amount} B` : `${amount.toFixed(1)} ${units[unit] ?? ''}`;
}

/** A bar of so many columns, and beside it how much of how much. */
export function progressText({ bytes, total }: Transferred, columns: number): string {
  const share = Math.min(1, total === 0 ? 0 : bytes / total);
  const full = Math.round(share * columns);
  const bar = columns < 1 ? '' : `${'━'.repeat(full)}${'╌'.repeat(columns - full)} `;
  return `${bar}${Math.floor(share * 100)} %  ${bytesText(bytes)} of ${bytesText(total)}`;
}
