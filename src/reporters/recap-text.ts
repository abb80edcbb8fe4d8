import type { ChalkInstance } from 'chalk';
import type { HostCounts } from '../events/event.js';
import type { Look } from './look.js';
import { durationText, printable } from './style.js';

/** The end of a run. */
export interface Recap {
  readonly counts: Readonly<Record<string, HostCounts>>;
  /** Milliseconds. */
  readonly duration: number;
  readonly check: boolean;
}

/** How it went on each host, in columns, and the hosts that need attention by name. */
export function recapLines(
  { counts, duration, check }: Recap,
  { style, width }: Pick<Look, 'style' | 'width'>,
): string[] {
  const hosts = Object.entries(counts);
  const names = Math.max(0, ...hosts.map(([name]) => name.length));
  const shown = columns(style).filter(({ key, always }) => always === true || hosts.some(([, of]) => of[key] > 0));
  const room = shown.reduce((sum, { key }) => sum + widestCell(key, hosts) + 2, names + 3);
  // Where the columns do not fit, zeros are left out rather than lines broken.
  const isWide = width === undefined || room <= width;
  const rows = hosts.map(([name, of]) => {
    const present = isWide ? shown : shown.filter(({ key }) => of[key] > 0);
    const cells = present.map(({ key, colour }) => {
      const text = `${key}=${of[key]}`.padEnd(isWide ? widestCell(key, hosts) : 0);
      return of[key] > 0 ? colour(text) : style.dim(text);
    });
    return `  ${printable(name).padEnd(names)}  ${cells.join('  ')}`.trimEnd();
  });
  return [...rows, `  ${summary(hosts, check, style)} ${style.dim(`· ${durationText(duration)}`)}`];
}

interface Column {
  readonly key: keyof HostCounts;
  readonly colour: ChalkInstance;
  /** Shown even when it is zero everywhere. */
  readonly always?: boolean;
}

function columns(style: ChalkInstance): Column[] {
  return [
    { key: 'ok', colour: style.green, always: true },
    { key: 'changed', colour: style.yellow, always: true },
    { key: 'unreachable', colour: style.red },
    { key: 'failed', colour: style.red, always: true },
    { key: 'skipped', colour: style.cyan },
    { key: 'rescued', colour: style.yellow },
    { key: 'ignored', colour: style.yellow },
  ];
}

type Hosts = readonly (readonly [name: string, counts: HostCounts])[];

function widestCell(key: keyof HostCounts, hosts: Hosts): number {
  return Math.max(...hosts.map(([, of]) => `${key}=${of[key]}`.length));
}

function summary(hosts: Hosts, check: boolean, style: ChalkInstance): string {
  const named = (key: keyof HostCounts): string[] =>
    hosts.filter(([, of]) => of[key] > 0).map(([name]) => printable(name));
  const [failed, unreachable] = [named('failed'), named('unreachable')];
  const problems = [
    ...(failed.length > 0 ? [`failed: ${failed.join(' ')}`] : []),
    ...(unreachable.length > 0 ? [`unreachable: ${unreachable.join(' ')}`] : []),
  ];
  if (problems.length > 0) return style.red(problems.join(' · '));
  const changes = hosts.reduce((sum, [, of]) => sum + of.changed, 0);
  const verb = check ? 'would change' : 'changed';
  return style.green(
    changes > 0
      ? `${changes} ${verb} on ${named('changed').length} of ${countText(hosts.length, 'host')}`
      : `nothing ${verb} on ${countText(hosts.length, 'host')}`,
  );
}

/** A number with its noun: `1 host`, `3 hosts`. */
export function countText(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
