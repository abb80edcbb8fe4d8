import {
  arg,
  defineAction,
  fail,
  onController,
  wait,
  type ActionResult,
  type Conversation,
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
    const text =
      prompt ?? (limit === undefined ? 'Press enter to continue, Ctrl+C to interrupt' : `Pausing for ${limit} seconds`);
    const answer = yield* onController(() => controller.prompt(text, { echo, seconds: limit }));
    const left = limit === undefined ? 0 : start + limit * 1000 - (yield* readClock());
    // Without a terminal nobody waited yet.
    if (answer === undefined && left > 0) yield* wait(left);
    const stop = yield* readClock();
    const isUnanswered = limit === undefined && answer === undefined;
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
        user_input: limit === undefined ? (answer ?? '') : '',
        ...(isUnanswered ? { warnings: ['Not waiting for response to prompt as stdin is not interactive'] } : {}),
      },
    };
  },
});

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
