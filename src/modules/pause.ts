import {
  arg,
  defineAction,
  fail,
  onController,
  wait,
  type ActionResult,
  type Controller,
  type Conversation,
  type Typed,
} from '../module-kit/index.js';
import { formatDateTime, readClock } from '../module-kit/clock.js';

export const pause = defineAction({
  name: 'ansible.builtin.pause',
  summary: 'Wait for a while, or for the person at the terminal.',
  args: {
    seconds: arg.string({ doc: 'How many seconds to wait.' }),
    minutes: arg.string({ doc: 'How many minutes to wait.' }),
    prompt: arg.string({ doc: 'What to ask or say.' }),
    echo: arg.boolean({ default: true, doc: 'Show what is typed.' }),
  },
  rules: { mutuallyExclusive: [['minutes', 'seconds']] },
  withoutTarget: true,
  examples: ['pause: { seconds: 10 }', 'pause: { prompt: "Go on?" }'],

  *run({ seconds, minutes, prompt, echo }, controller): Conversation<ActionResult> {
    const limit = minutes === undefined ? secondsOf(seconds, 'seconds') : (secondsOf(minutes, 'minutes') ?? 0) * 60;
    const start = yield* readClock();
    const lines = announcement({ prompt, echo, limit }, controller);
    if (lines.length > 0) controller.say(lines.join('\n'));
    const typed = yield* pass({ echo, limit }, controller);
    if (typed?.kind === 'aborted') fail('Task failed: user requested abort!');
    const stop = yield* readClock();
    return {
      result: {
        changed: false,
        echo,
        rc: 0,
        start: formatDateTime(start),
        stop: formatDateTime(stop),
        delta: Math.round((stop - start) / 1000),
        stdout: `Paused for ${durationText((stop - start) / 1000, seconds !== undefined)}`,
        stderr: '',
        user_input: typed?.kind === 'line' ? typed.text : '',
        ...(typed === undefined ? { warnings: [unanswered] } : {}),
      },
    };
  },
});

const unanswered = 'Not waiting for response to prompt as stdin is not interactive';
const enter = 'Press enter to continue, Ctrl+C to interrupt';
const shortcuts = "(ctrl+C then 'C' = continue early, ctrl+C then 'A' = abort)\r";

interface Pause {
  readonly prompt?: string | undefined;
  readonly echo: boolean;
  /** In seconds; without it, until somebody answers. */
  readonly limit: number | undefined;
}

/** What the person is told: how long it takes, and what is asked. Without a terminal nothing is asked. */
function announcement({ prompt, echo, limit }: Pause, { title, waitForTyping }: Controller): string[] {
  const hidden = echo ? '' : ' (output is hidden)';
  const hasTerminal = waitForTyping !== undefined;
  const question = prompt ?? (limit === undefined ? enter : undefined);
  return [
    ...(limit === undefined ? [] : [`Pausing for ${limit} seconds${hidden}`]),
    ...(limit !== undefined && (hasTerminal || prompt !== undefined) ? [shortcuts] : []),
    ...(hasTerminal && question !== undefined ? [`[${title}]`, `${question}${hidden}:`] : []),
  ];
}

/** Lets the time pass, or waits for the person; `undefined` when there was nobody to wait for. */
function* pass({ echo, limit }: Pause, { waitForTyping }: Controller): Conversation<Typed | undefined> {
  if (waitForTyping) return yield* onController(() => waitForTyping({ echo, seconds: limit }));
  if (limit === undefined) return undefined;
  yield* wait(limit * 1000);
  return { kind: 'over' };
}

/** Less than a second becomes one, as in Ansible. */
function secondsOf(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\s*[+-]?\d+(?:\.\d+)?\s*$/.test(text)) {
    const reason = `invalid literal for int() with base 10: '${text}'`;
    fail(`argument '${name}' is of type str and we were unable to convert to int: ${reason}`);
  }
  return name === 'seconds' ? Math.max(1, Math.trunc(Number(text))) : Math.max(1 / 60, Math.trunc(Number(text)));
}

function durationText(seconds: number, inSeconds: boolean): string {
  const value = Math.round((inSeconds ? seconds : seconds / 60) * 100) / 100;
  return `${Number.isInteger(value) ? value.toFixed(1) : value} ${inSeconds ? 'seconds' : 'minutes'}`;
}
