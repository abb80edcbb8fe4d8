import type { Reporter } from '../../../src/events/bus.js';
import type { RunEvent, TaskReference } from '../../../src/events/event.js';
import type { Trip, TripOutcome } from '../../../src/events/trip.js';
import type { Clocks } from '../../../src/reporters/profile/time-shares.js';
import { task } from '../screens.js';

/** An event with the milliseconds since the program's start, and how long of them it was busy. */
export type Recorded = readonly [now: number, busy: number, event: RunEvent];

/** Clocks that stand where a recording says, and what plays it. */
export function player(): { clocks: Clocks; play(recording: readonly Recorded[], reporter: Reporter): void } {
  let [now, busy] = [0, 0];
  return {
    clocks: { now: () => now, busy: () => busy },
    play(recording, reporter) {
      for (const [time, used, event] of recording) {
        [now, busy] = [time, used];
        reporter.report(event);
      }
      reporter.close?.();
    },
  };
}

let lastTrip = 0;

export function trip(kind: Trip['kind'], host: string, more: Partial<Trip> = {}): Trip {
  return { id: ++lastTrip, kind, host, worker: host, what: 'as root', ...more };
}

export const begins = (of: Trip): RunEvent => ({ type: 'trip start', trip: of });
export const ends = (of: Trip, outcome: Partial<TripOutcome> = {}): RunEvent => ({
  type: 'trip end',
  trip: of,
  duration: 0,
  outcome: { sent: 0, received: 0, ...outcome },
});
export const hostStarts = (of: TaskReference, host: string): RunEvent => ({ type: 'host start', task: of, host });
const result = (host: string, item?: string) =>
  ({ host, status: 'ok', ignored: false, item, changes: [], diffs: [], result: {}, duration: 0 }) as const;
export const hostEnds = (of: TaskReference, host: string): RunEvent => ({
  type: 'host end',
  task: of,
  result: result(host),
});
export const itemEnds = (of: TaskReference, host: string, item: string): RunEvent => ({
  type: 'item end',
  task: of,
  result: result(host, item),
});
export const taskStarts = (of: TaskReference, hosts: readonly string[]): RunEvent => ({
  type: 'task start',
  task: of,
  hosts,
});
export const taskEnds = (of: TaskReference): RunEvent => ({ type: 'task end', task: of });
export const runStarts: RunEvent = {
  type: 'run start',
  version: 1,
  playbooks: ['site.yml'],
  plays: 1,
  check: false,
  diff: false,
  startedAt: '2026-11-22T14:09:00Z',
};
export const playStarts = (name: string, hosts: readonly string[]): RunEvent => ({
  type: 'play start',
  name,
  hosts,
  strategy: 'linear',
  check: false,
});
export const runEnds: RunEvent = { type: 'run end', counts: {}, exitCode: 0, duration: 0 };

const [pull, files] = [task('pull the images of all components', { role: 'docker' }), task('files')];
const [connect, shell] = [trip('connect', 'mon1'), trip('shell', 'mon1')];
const [first, download, second, third, delegated] = [
  trip('script', 'mon1'),
  trip('http', 'mon1', { what: 'POST /images/create' }),
  trip('script', 'mon1'),
  trip('script', 'mon1'),
  trip('script', 'mon2', { worker: 'mon1' }),
];

/** A connection that is opened early, an image that is pulled, two scripts that travel together, and one elsewhere. */
export const recording: readonly Recorded[] = [
  [200, 190, runStarts],
  [210, 200, playStarts('Monitoring', ['mon1'])],
  [215, 202, begins(connect)],
  [220, 205, taskStarts(pull, ['mon1'])],
  [221, 206, hostStarts(pull, 'mon1')],
  [300, 210, ends(connect)],
  [300, 211, begins(shell)],
  [340, 212, ends(shell)],
  [342, 214, begins(first)],
  [352, 215, ends(first, { sent: 500, received: 1500, status: 0 })],
  [353, 216, begins(download)],
  [30_353, 400, ends(download, { sent: 0, received: 250_000, status: 200 })],
  [30_355, 402, hostEnds(pull, 'mon1')],
  [30_356, 403, taskEnds(pull)],
  [30_357, 404, taskStarts(files, ['mon1'])],
  [30_358, 405, hostStarts(files, 'mon1')],
  [30_360, 407, begins(second)],
  [30_361, 408, begins(third)],
  [30_380, 409, ends(second, { sent: 100, received: 10 })],
  [30_400, 411, ends(third, { sent: 100, received: 10 })],
  [30_401, 412, itemEnds(files, 'mon1', 'a.yml')],
  [30_402, 413, begins(delegated)],
  [30_412, 414, ends(delegated, { sent: 20, received: 0, failed: true })],
  [30_413, 415, itemEnds(files, 'mon1', 'b.yml')],
  [31_413, 416, hostEnds(files, 'mon1')],
  [31_414, 417, taskEnds(files)],
  [31_420, 420, runEnds],
];
