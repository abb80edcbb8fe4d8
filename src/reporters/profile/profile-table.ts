import type { ChalkInstance } from 'chalk';
import { countText } from '../recap-text.js';
import { fit, printable } from '../style.js';
import type { Costs } from './costs.js';
import type { Ledger } from './ledger.js';
import type { Shares } from './time-shares.js';

export interface TableLook {
  readonly style: ChalkInstance;
  /** Columns of the terminal. */
  readonly width: number;
}

/** Rows of a section that are shown; what is left out is added up in one more. */
const mostRows = 12;
const widestName = 60;
/** Columns from which on a table is wide. */
const wide = 100;

interface Column {
  readonly title: string;
  readonly width: number;
  cell(costs: Costs): string;
}

/** Where a run's time went, the slowest first. */
export function profileLines(ledger: Ledger, { style, width }: TableLook): string[] {
  const columns = columnsOf(ledger, width);
  const sections: readonly [string, ReadonlyMap<string, Costs>][] = [
    ['play', ledger.plays],
    ['role', ledger.roles],
    ['task', ledger.tasks],
    ['host', ledger.hosts],
    ['request', ledger.requests],
  ];
  const longest = Math.max(
    20,
    ...sections.flatMap(([, entries]) => [...entries.values()].map(({ name }) => name.length)),
  );
  const room = Math.min(longest, widestName, width - 3 - columns.reduce((sum, column) => sum + column.width, 0));
  return [
    style.bold(`profile · ${timeText(ledger.duration)}`),
    `  ${sharesText(ledger.shares)}`,
    ...sections.flatMap(([title, entries]) => {
      const sorted = [...entries.values()].sort((a, b) => b.elapsed.total - a.elapsed.total);
      if (sorted.length === 0) return [];
      const head = [title.padEnd(room), ...columns.map((column) => column.title.padStart(column.width))].join('');
      const rows = sorted.slice(0, mostRows).map((costs) => rowText(costs, columns, room));
      return ['', style.dim(`  ${head}`), ...rows, ...restLines(sorted.slice(mostRows), title, style)];
    }),
    '',
    style.dim('  wait: for hosts · target: their own work, at least · here: the controller'),
  ];
}

/** Connecting has a column of its own where there is room for it; in a narrow table it is only told for the whole run. */
function columnsOf({ fastest }: Ledger, width: number): Column[] {
  const connect: Column = { title: 'connect', width: 9, cell: ({ connecting }) => timeText(connecting.total) };
  return [
    { title: 'time', width: 7, cell: ({ elapsed }) => timeText(elapsed.total) },
    { title: 'trips', width: 7, cell: ({ trips }) => (trips === 0 ? '·' : String(trips)) },
    { title: 'out', width: 6, cell: ({ sent }) => bytesText(sent) },
    { title: 'in', width: 6, cell: ({ received }) => bytesText(received) },
    ...(width >= wide ? [connect] : []),
    { title: 'wait', width: 7, cell: ({ waiting }) => timeText(waiting.total) },
    { title: 'target', width: 8, cell: (costs) => timeText(costs.targetWork(fastest)) },
    { title: 'here', width: 7, cell: ({ working }) => timeText(working) },
  ];
}

function rowText(costs: Costs, columns: readonly Column[], room: number): string {
  const name = fit(printable(costs.name), room).padEnd(room);
  return `  ${name}${columns.map((column) => column.cell(costs).padStart(column.width)).join('')}`;
}

function restLines(rest: readonly Costs[], noun: string, style: ChalkInstance): string[] {
  if (rest.length === 0) return [];
  const time = rest.reduce((sum, { elapsed }) => sum + elapsed.total, 0);
  return [style.dim(`  and ${countText(rest.length, `more ${noun}`)}: ${timeText(time)}`)];
}

/** What the time was spent on, most first. */
function sharesText(shares: Shares): string {
  const named: readonly [number, string][] = [
    [shares.waiting, 'waiting'],
    [shares.working, 'here'],
    [shares.connecting, 'connecting'],
    [shares.pausing, 'pausing'],
    [shares.starting, 'starting'],
  ];
  return [...named]
    .sort(([a], [b]) => b - a)
    .filter(([time]) => time >= leastTime)
    .map(([time, what]) => `${timeText(time)} ${what}`)
    .join(' · ');
}

/** Milliseconds below which nothing is said. */
const leastTime = 0.5;

/** Milliseconds in at most six characters: `·`, `7ms`, `1.23s`, `45.6s`, `12m05s`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < leastTime) return '·';
  if (milliseconds < 999.5) return `${Math.round(milliseconds)}ms`;
  if (milliseconds < 9_995) return `${(milliseconds / 1000).toFixed(2)}s`;
  if (milliseconds < 99_950) return `${(milliseconds / 1000).toFixed(1)}s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}m${String(seconds % 60).padStart(2, '0')}s`;
}

/** Bytes in at most five characters: `·`, `812`, `4.5k`, `67k`, `1.2M`. */
export function bytesText(bytes: number): string {
  if (bytes === 0) return '·';
  if (bytes < 1000) return String(bytes);
  let [value, unit] = [bytes, ''];
  for (const next of ['k', 'M', 'G', 'T']) {
    if (value < 999.5) break;
    [value, unit] = [value / 1000, next];
  }
  return `${value < 9.95 ? value.toFixed(1) : Math.round(value)}${unit}`;
}
