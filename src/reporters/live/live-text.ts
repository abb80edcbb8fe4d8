import type { TaskReference } from '../../events/event.js';
import { durationText, fit, printable, textWidth } from '../style.js';
import { titleOf } from '../task-lines.js';
import { progressText } from './bar.js';
import type { RunningTask, WaitingHost } from './running-tasks.js';

/** How long a task usually takes on a host, in milliseconds; `undefined` when no earlier run tells. */
export type UsualDuration = (task: TaskReference, host: string) => number | undefined;

/** What the lines of the running tasks are made for. */
export interface LiveLook {
  /** Columns. */
  readonly width: number;
  /** How many lines there may be. */
  readonly height: number;
  readonly now: number;
  /** What turns. */
  readonly spinner: string;
  readonly usual: UsualDuration;
}

/** Milliseconds. Before, a task is too quick to be told of. */
const worthALine = 200;

/** Milliseconds. A host that takes longer is slow: it gets a line of its own. */
export const slow = 1000;

/** The lines for what runs now; none while all of it is quick. */
export function liveLines(tasks: readonly RunningTask[], look: LiveLook): string[] {
  const shown = tasks.filter(({ startedAt, waiting }) => look.now - startedAt >= worthALine && waiting.size > 0);
  const room = Math.max(1, Math.floor(look.height / Math.max(1, shown.length)));
  return shown
    .flatMap((running) => linesOf(running, { ...look, height: room }))
    .slice(0, look.height)
    .map((line) => fit(line, look.width));
}

function linesOf(running: RunningTask, look: LiveLook): string[] {
  const waiting = [...running.waiting.values()];
  const [first] = waiting;
  const mark = `  ${look.spinner} `;
  const title = fit(titleOf(running.task), Math.max(20, Math.floor(look.width / 2)));
  if (first && waiting.length === 1) {
    const head = `${mark}${title}  `;
    return [`${head}${hostText(running, first, { ...look, width: look.width - textWidth(head) })}`];
  }
  const done = running.size - waiting.length;
  const head = `${mark}${title}  ${clockText(look.now - running.startedAt)}  ${done} of ${running.size} hosts done`;
  return [head, ...hostLines(running, waiting, look)];
}

function hostLines(running: RunningTask, waiting: readonly WaitingHost[], look: LiveLook): string[] {
  const slowOnes = waiting.filter(({ startedAt }) => startedAt !== undefined && look.now - startedAt >= slow);
  const room = look.height - 1;
  const told = slowOnes.length > room ? slowOnes.slice(0, Math.max(0, room - 1)) : slowOnes;
  const names = Math.max(0, ...told.map(({ name }) => textWidth(printable(name))));
  const indent = '      ';
  const lines = told.map((host) => {
    const padding = ' '.repeat(names - textWidth(printable(host.name)));
    return `${indent}${hostText(running, host, { ...look, width: look.width - indent.length }, padding)}`;
  });
  const left = slowOnes.length - told.length;
  return left > 0 && room > 0 ? [...lines, `${indent}and ${left} more`] : lines;
}

/** A host, how long it has taken, how long it usually takes, and what it is at. */
function hostText({ task, startedAt }: RunningTask, host: WaitingHost, look: LiveLook, padding = ''): string {
  const head = `${printable(host.name)}${padding}  ${timeText(task, host, { ...look, startedAt })}`;
  const doing = doingText(host, look.width - textWidth(head) - 2);
  return doing === '' ? head : `${head}  ${doing}`;
}

function timeText(
  task: TaskReference,
  host: WaitingHost,
  { now, startedAt, usual }: Pick<LiveLook, 'now' | 'usual'> & { readonly startedAt: number },
): string {
  const elapsed = now - (host.startedAt ?? startedAt);
  const expected = elapsed >= slow ? usual(task, host.name) : undefined;
  return `${clockText(elapsed)}${expected === undefined ? '' : ` / ~${clockText(expected)}`}`;
}

const bytesWidth = 30;
const widestBar = 24;

function doingText({ transfer, note }: WaitingHost, width: number): string {
  if (transfer) return progressText(transfer, Math.min(widestBar, width - bytesWidth));
  return note === undefined ? '' : note;
}

/** Whole seconds: what changes ten times a second cannot be read. */
function clockText(milliseconds: number): string {
  return milliseconds < 60_000 ? `${Math.round(milliseconds / 1000)}s` : durationText(milliseconds);
}

/** A line that stands alone where nothing moves: the task, and what the first hosts are at. */
export function heartbeatText(running: RunningTask, look: Omit<LiveLook, 'spinner' | 'height' | 'width'>): string {
  const waiting = [...running.waiting.values()];
  const named = waiting.slice(0, mostNamed).map((host) => {
    const doing = doingText(host, bytesWidth);
    return `${printable(host.name)} ${timeText(running.task, host, { ...look, startedAt: running.startedAt })}${doing === '' ? '' : ` (${fit(doing, widestNote)})`}`;
  });
  const more = waiting.length > mostNamed ? [`and ${waiting.length - mostNamed} more`] : [];
  return `  … ${titleOf(running.task)}: waiting for ${[...named, ...more].join(', ')}`;
}

const mostNamed = 10;
const widestNote = 60;
