import type { HostCounts } from '../../events/event.js';
import { compareText } from '../../values/code-points.js';
import { coloured, type Palette, type Tone } from './colours.js';

/** The lines of PLAY RECAP, a host each in the order of their names. */
export function recapLines(counts: Readonly<Record<string, HostCounts>>, palette: Palette): string[] {
  return Object.entries(counts)
    .sort(([a], [b]) => compareText(a, b))
    .map(
      ([host, of]) =>
        `${hostCell(host, of, palette)} : ${columns.map((column) => cell(column, of, palette)).join(' ')}`,
    );
}

interface Column {
  readonly key: keyof HostCounts;
  readonly tone: Tone | undefined;
}

const columns: readonly Column[] = [
  { key: 'ok', tone: 'ok' },
  { key: 'changed', tone: 'changed' },
  { key: 'unreachable', tone: 'unreachable' },
  { key: 'failed', tone: 'error' },
  { key: 'skipped', tone: 'skip' },
  { key: 'rescued', tone: 'ok' },
  { key: 'ignored', tone: 'warn' },
];

function cell({ key, tone }: Column, counts: HostCounts, palette: Palette): string {
  const text = `${key}=${String(counts[key]).padEnd(4)}`;
  return counts[key] > 0 && tone ? coloured(text, tone, palette) : text;
}

function hostCell(host: string, counts: HostCounts, palette: Palette): string {
  if (!palette) return host.padEnd(26);
  const tone = counts.failed > 0 || counts.unreachable > 0 ? 'error' : counts.changed > 0 ? 'changed' : 'ok';
  // Ansible counts the codes of the colour in the width.
  return coloured(host, tone, palette).padEnd(37);
}
