import { fail } from '../../module-kit/index.js';
import type { VolumeGroup } from './volumes.js';

/** A size as lvcreate takes it: `10G` for `-L`, `50%FREE` for `-l`, with a sign for more or less than now. */
export interface VolumeSize {
  readonly option: '-L' | '-l';
  readonly sign: '' | '+' | '-';
  readonly number: string;
  /** A unit, or what a percentage is of. */
  readonly unit: string;
}

/** Reads a size; without a unit it is in megabytes. */
export function parseSize(text: string): VolumeSize {
  const [, mark = '', number = '', percent = '', rest = ''] =
    /^([+-]?)(\d+(?:\.\d+)?)(%?)([a-zA-Z]*)$/.exec(text.trim()) ?? [];
  const sign = mark === '+' || mark === '-' ? mark : '';
  if (number === '') fail(`Bad size specification of '${text}'`, { changed: false });
  if (percent === '') {
    if (rest !== '' && !/^[bskmgtpe]$/i.test(rest)) fail(`Bad size specification of '${text}'`, { changed: false });
    return { option: '-L', sign, number, unit: rest === '' ? 'm' : rest };
  }
  const of = rest.toUpperCase();
  if (!['VG', 'PVS', 'FREE', 'ORIGIN'].includes(of) || Number(number) > 100)
    fail(`Bad size specification of '${text}'`, { changed: false });
  return { option: '-l', sign, number, unit: of };
}

/** The words for the command. */
export function sizeWords({ option, sign, number, unit }: VolumeSize): string[] {
  return [option, `${sign}${number}${option === '-l' ? '%' : ''}${unit}`];
}

/** The size in bytes that a volume would have, in whole extents; `now` is what it has. */
export function wantedSize(size: VolumeSize, group: VolumeGroup, now: number): number {
  const amount = size.option === '-L' ? Number(size.number) * unitOf(size.unit) : shareOf(size, group, now);
  const bytes = size.sign === '+' ? now + amount : size.sign === '-' ? now - amount : amount;
  const round = size.option === '-L' ? Math.ceil : Math.floor;
  return round(bytes / group.extent) * group.extent;
}

/** What a volume has already counts as free when it shall have a share of what is free. */
function shareOf({ number, unit, sign }: VolumeSize, { size, free }: VolumeGroup, now: number): number {
  const whole = unit === 'FREE' ? free + (sign === '' ? now : 0) : size;
  return (Number(number) / 100) * whole;
}

/** Small letters count in powers of 1024, capital ones too: lvm takes both for the same with `-L`. */
function unitOf(unit: string): number {
  const power = 'bskmgtpe'.indexOf(unit.toLowerCase());
  if (power === 0) return 1;
  return power === 1 ? 512 : 1024 ** (power - 1);
}
