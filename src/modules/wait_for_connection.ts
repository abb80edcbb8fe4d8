import { ProvisionError, messageOf } from '../base/errors.js';
import {
  arg,
  ask,
  defineAction,
  fail,
  reconnect,
  wait,
  type ActionResult,
  type Conversation,
} from '../module-kit/index.js';
import { readClock } from '../module-kit/clock.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';

export const waitForConnection = defineAction({
  name: 'ansible.builtin.wait_for_connection',
  summary: 'Wait until the target can be logged in to.',
  args: {
    timeout: arg.integer({ default: 600, doc: 'Seconds to wait at most.' }),
    delay: arg.integer({ default: 0, doc: 'Seconds to wait before the first try.' }),
    sleep: arg.integer({ default: 1, doc: 'Seconds between tries.' }),
    connect_timeout: arg.integer({ default: 5, doc: "Seconds for one try; the connection's own limit is used here." }),
  },
  refusal: 'invalid options',
  examples: ['wait_for_connection: { delay: 10, timeout: 300 }'],

  *run({ timeout, delay, sleep }, { check }): Conversation<ActionResult> {
    if (check) return { result: { skipped: true, changed: false, elapsed: 0 } };
    const start = yield* readClock();
    if (delay > 0) yield* wait(delay * 1000);
    for (;;) {
      const problem = yield* tryConnection();
      const elapsed = ((yield* readClock()) - start) / 1000;
      if (problem === undefined) return { result: { changed: false, elapsed: Math.floor(elapsed) } };
      if (elapsed >= timeout) fail(`timed out waiting for the target: ${problem}`, { elapsed: Math.floor(elapsed) });
      yield* wait(sleep * 1000);
    }
  },
});

/** Connects anew and lets the shell answer; what is wrong, if anything. */
function* tryConnection(): Conversation<string | undefined> {
  try {
    yield* reconnect();
    yield* ask({ alive: probe(sh`:`, () => true) });
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ProvisionError && thrown.code.startsWith('E06')) return messageOf(thrown);
    throw thrown;
  }
}
