import type { HostResult, RunEvent, TaskReference } from '../../src/events/event.js';
import { humanReporter, type HumanOptions } from '../../src/reporters/human.js';
import type { Screen } from '../../src/reporters/screen.js';

/** A screen that keeps what is written, with a clock that only tests move. */
export interface TestScreen extends Screen {
  readonly text: string;
  pass(milliseconds: number): void;
}

export function testScreen(
  options: Partial<Pick<Screen, 'isTerminal' | 'hasColour'>> & { width?: number } = {},
): TestScreen {
  const { isTerminal = false, hasColour = false, width = 80 } = options;
  const timers = new Map<() => void, { every: number; next: number }>();
  let [text, time] = ['', 0];
  return {
    isTerminal,
    hasColour,
    get text() {
      return text;
    },
    write: (more) => void (text += more),
    columns: () => width,
    rows: () => 24,
    onInterjection: () => () => undefined,
    now: () => time,
    every(milliseconds, call) {
      timers.set(call, { every: milliseconds, next: time + milliseconds });
      return () => void timers.delete(call);
    },
    pass(milliseconds) {
      time += milliseconds;
      for (const [call, timer] of timers) {
        if (timer.next > time) continue;
        timer.next = time + timer.every;
        call();
      }
    },
  };
}

/** What a person sees of these events. */
export function show(
  events: readonly RunEvent[],
  options: Partial<HumanOptions> & { screen?: TestScreen } = {},
): string {
  const screen = options.screen ?? testScreen();
  const reporter = humanReporter({ readSource: () => undefined, verbosity: 0, check: false, ...options, screen });
  for (const event of events) reporter.report(event);
  reporter.close?.();
  return `\n${screen.text}`;
}

let lastId = 0;

export function task(name: string, more: Partial<TaskReference> = {}): TaskReference {
  return { id: ++lastId, name, title: name, node: lastId, action: 'command', handler: false, check: false, ...more };
}

type Told = Partial<HostResult> & Pick<HostResult, 'host' | 'status'>;

/** All events of one task. */
export function taskEvents(
  reference: TaskReference,
  results: readonly Told[],
  items: readonly Told[] = [],
): RunEvent[] {
  const whole = (told: Told): HostResult => ({
    ignored: false,
    changes: [],
    diffs: [],
    result: {},
    duration: 0,
    ...told,
  });
  return [
    { type: 'task start', task: reference, hosts: results.map(({ host }) => host) },
    ...items.map((told): RunEvent => ({ type: 'item end', task: reference, result: whole(told) })),
    ...results.map((told): RunEvent => ({ type: 'host end', task: reference, result: whole(told) })),
    { type: 'task end', task: reference },
  ];
}
