import { describe, expect, test } from 'vitest';
import { Ledger } from '../../../src/reporters/profile/ledger.js';
import { bytesText, profileLines, timeText } from '../../../src/reporters/profile/profile-table.js';
import { traceReporter } from '../../../src/reporters/profile/trace-reporter.js';
import { paint } from '../../../src/reporters/style.js';
import { task } from '../screens.js';
import {
  hostEnds,
  hostStarts,
  player,
  playStarts,
  recording,
  runEnds,
  runStarts,
  taskEnds,
  taskStarts,
  type Recorded,
} from './recorded-run.js';

function ledgerOf(events: readonly Recorded[]): Ledger {
  const { clocks, play } = player();
  const ledger = new Ledger(clocks);
  play(events, { report: (event) => ledger.on(event) });
  return ledger;
}

const table = (events: readonly Recorded[], width: number): string[] =>
  profileLines(ledgerOf(events), { style: paint(false), width });

describe('the table', () => {
  test('at 80 columns', () => {
    expect(`\n${table(recording, 80).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      profile · 31.4s
        29.9s waiting · 1.00s pausing · 229ms here · 200ms starting · 116ms connecting

        play                            time  trips   out    in   wait  target   here
        Monitoring                     31.2s      4   720  252k  30.1s   30.0s  208ms

        role                            time  trips   out    in   wait  target   here
        docker                         30.1s      2   500  252k  30.0s   30.0s  200ms

        task                            time  trips   out    in   wait  target   here
        pull the images of all compo…  30.1s      2   500  252k  30.0s   30.0s  200ms
        files                          1.06s      2   220    20   50ms    30ms   14ms

        host                            time  trips   out    in   wait  target   here
        mon1                           31.2s      4   720  252k  30.1s   30.0s  208ms

        request                         time  trips   out    in   wait  target   here
        POST /images/create            30.0s      1     ·  250k  30.0s   30.0s      ·

        wait: for hosts · target: their own work, at least · here: the controller
      "
    `);
  });

  test('at 160 columns names and connecting have room', () => {
    expect(`\n${table(recording, 160).join('\n')}\n`).toMatchInlineSnapshot(`
      "
      profile · 31.4s
        29.9s waiting · 1.00s pausing · 229ms here · 200ms starting · 116ms connecting

        play                                time  trips   out    in  connect   wait  target   here
        Monitoring                         31.2s      4   720  252k     40ms  30.1s   30.0s  208ms

        role                                time  trips   out    in  connect   wait  target   here
        docker                             30.1s      2   500  252k     40ms  30.0s   30.0s  200ms

        task                                time  trips   out    in  connect   wait  target   here
        pull the images of all components  30.1s      2   500  252k     40ms  30.0s   30.0s  200ms
        files                              1.06s      2   220    20        ·   50ms    30ms   14ms

        host                                time  trips   out    in  connect   wait  target   here
        mon1                               31.2s      4   720  252k    125ms  30.1s   30.0s  208ms

        request                             time  trips   out    in  connect   wait  target   here
        POST /images/create                30.0s      1     ·  250k        ·  30.0s   30.0s      ·

        wait: for hosts · target: their own work, at least · here: the controller
      "
    `);
  });

  test('the shares of the time are all of it', () => {
    const { shares, duration } = ledgerOf(recording);
    expect(Object.values(shares).reduce((sum, share) => sum + share)).toBeCloseTo(duration);
  });

  test('what is left out is added up', () => {
    const many = Array.from({ length: 15 }, (_, index) => task(`task ${index}`, { node: index }));
    const events = many.flatMap((one, index): Recorded[] => {
      const now = index * 1000;
      return [
        [now, 0, taskStarts(one, ['a'])],
        [now + 1, 0, hostStarts(one, 'a')],
        [now + 10 + index, 0, hostEnds(one, 'a')],
        [now + 10 + index, 0, taskEnds(one)],
      ];
    });
    const lines = table([[0, 0, runStarts], [0, 0, playStarts('all', ['a'])], ...events, [16_000, 0, runEnds]], 80);
    expect(lines.filter((line) => line.startsWith('  task ')).map((line) => line.trim().split(/ {2,}/)[0])).toEqual([
      'task',
      ...[14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3].map((index) => `task ${index}`),
    ]);
    expect(lines).toContain('  and 3 more tasks: 33ms');
  });

  test('a host that several tasks of one name work on is charged to each of them', () => {
    const [one, other] = [task('same', { node: 1 }), task('same', { node: 2 })];
    const events: Recorded[] = [one, other].flatMap((of, index): Recorded[] => [
      [index * 100, 0, taskStarts(of, ['a'])],
      [index * 100 + 50, 0, taskEnds(of)],
    ]);
    expect([...ledgerOf(events).tasks.values()].map(({ elapsed }) => elapsed.total)).toEqual([50, 50]);
  });
});

test.each([
  [0, '·'],
  [0.4, '·'],
  [7.4, '7ms'],
  [999.4, '999ms'],
  [999.6, '1.00s'],
  [9_996, '10.0s'],
  [99_949, '99.9s'],
  [99_951, '1m40s'],
  [725_000, '12m05s'],
])('%d ms are %s', (time, text) => expect(timeText(time)).toBe(text));

test.each([
  [0, '·'],
  [999, '999'],
  [1000, '1.0k'],
  [9_940, '9.9k'],
  [9_960, '10k'],
  [999_499, '999k'],
  [999_500, '1.0M'],
  [5e12, '5.0T'],
])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly tid: number;
  readonly cat: string;
  readonly ts: number;
  readonly dur: number;
  readonly args: Record<string, unknown>;
}

function traceOf(events: readonly Recorded[]): TraceEvent[] {
  const { clocks, play } = player();
  let text = '';
  play(events, traceReporter({ now: clocks.now, write: (more) => (text += more) }));
  return JSON.parse(text) as TraceEvent[];
}

describe('the trace', () => {
  const events = traceOf(recording);
  const spans = events.filter(({ ph }) => ph === 'X');

  test('has a track a host, named after it', () => {
    expect(events.filter(({ name }) => name === 'thread_name').map(({ tid, args }) => [tid, args['name']])).toEqual([
      [1, 'mon1'],
    ]);
  });

  test('has the play, its tasks, their items and trips, in microseconds', () => {
    expect(spans.map(({ cat, name, ts, dur }) => `${cat}: ${name} ${ts} +${dur}`)).toMatchInlineSnapshot(`
      [
        "shell: shell as root 300000 +40000",
        "script: script as root 342000 +10000",
        "http: http POST /images/create 353000 +30000000",
        "task: pull the images of all components 221000 +30134000",
        "script: script as root 30360000 +20000",
        "script: script as root 30380000 +20000",
        "item: a.yml 30358000 +43000",
        "script: script as root on mon2 30402000 +10000",
        "item: b.yml 30401000 +12000",
        "task: files 30358000 +1055000",
        "play: Monitoring 210000 +31210000",
      ]
    `);
  });

  test('on a track spans lie inside each other or apart, as viewers want them', () => {
    const crossing = spans.flatMap((one) =>
      spans.filter(
        (other) =>
          other.tid === one.tid &&
          one.ts < other.ts &&
          other.ts < one.ts + one.dur &&
          one.ts + one.dur < other.ts + other.dur,
      ),
    );
    expect(crossing).toEqual([]);
  });

  test('a connection that was opened before its first task may overlap it', () => {
    expect(
      events.filter(({ cat, ph }) => cat === 'connect' && 'be'.includes(ph)).map(({ ph, ts }) => [ph, ts]),
    ).toEqual([
      ['b', 215_000],
      ['e', 300_000],
    ]);
  });

  test('is a list also when the run was cut short', () => {
    expect(traceOf(recording.slice(0, 9)).some(({ name, ph }) => name === 'Monitoring' && ph === 'X')).toBe(true);
  });
});
