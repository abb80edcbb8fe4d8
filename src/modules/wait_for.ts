import {
  arg,
  ask,
  defineAction,
  fail,
  wait,
  type ActionResult,
  type Conversation,
  type Result,
} from '../module-kit/index.js';
import { stat } from '../questions/stat.js';
import { readClock } from '../module-kit/clock.js';
import { pathResult } from './files/result.js';
import { conditionOf, type WaitArgs } from './wait-for/condition.js';
import { connectionStates } from './wait-for/drained.js';
import { groupsOf, type Found } from './wait-for/look.js';

export const waitFor = defineAction({
  name: 'ansible.builtin.wait_for',
  summary: 'Wait until a port, a file or a text in one of them is there, or gone.',
  args: {
    host: arg.string({ default: '127.0.0.1', doc: 'The host to reach, as the target sees it.' }),
    port: arg.integer({ doc: 'The port to reach.' }),
    path: arg.path({ doc: 'A path on the target.' }),
    state: arg.oneOf(
      'absent',
      'drained',
      'present',
      'started',
      'stopped',
    )({ default: 'started', doc: 'What to wait for.' }),
    search_regex: arg.string({ doc: 'What the file or the peer must say.' }),
    timeout: arg.integer({ default: 300, doc: 'Seconds to wait at most.' }),
    delay: arg.integer({ default: 0, doc: 'Seconds to wait before the first look.' }),
    sleep: arg.integer({ default: 1, doc: 'Seconds between looks.' }),
    connect_timeout: arg.integer({ default: 5, doc: 'Seconds for one connection.' }),
    active_connection_states: arg.list(arg.string({ doc: 'A state of TCP.' }))({
      default: [...connectionStates.keys()].slice(0, 6),
      doc: 'Connections in these states must be gone when draining.',
    }),
    exclude_hosts: arg.list(arg.string({ doc: 'An address.' }))({
      doc: 'Addresses whose connections do not count when draining.',
    }),
    msg: arg.string({ doc: 'What to say when the time is over.' }),
  },
  examples: [
    'wait_for: { port: 9090, timeout: 60 }',
    'wait_for: { path: /var/log/app.log, search_regex: ready }',
    'wait_for: { timeout: 5 }',
  ],

  *run(args, { check }): Conversation<ActionResult> {
    if (check) return { result: { skipped: true, changed: false, msg: 'wait_for waits for nothing in check mode' } };
    refuse(args);
    const result = yield* waitUntil(args);
    const { now } = args.path === undefined ? {} : yield* ask({ now: stat(args.path) });
    return { result: { ...result, ...pathResult(now) } };
  },
});

/** What cannot go together. */
function refuse({ port, path, state, exclude_hosts }: WaitArgs): void {
  const because = (msg: string): never => fail(msg, { elapsed: 0 });
  if (port !== undefined && path !== undefined) because('port and path parameter can not both be passed to wait_for');
  if (path !== undefined && state === 'stopped')
    because('state=stopped should only be used for checking a port in the wait_for module');
  if (path !== undefined && state === 'drained')
    because('state=drained should only be used for checking a port in the wait_for module');
  if (exclude_hosts !== undefined && state !== 'drained') because('exclude_hosts should only be with state=drained');
}

function* waitUntil(
  args: WaitArgs & {
    readonly delay: number;
    readonly sleep: number;
    readonly timeout: number;
    readonly msg: string | undefined;
  },
): Conversation<Result> {
  const condition = conditionOf(args);
  const start = yield* readClock();
  if (args.delay > 0) yield* wait(args.delay * 1000);
  if (!condition) {
    yield* wait(args.timeout * 1000);
    return resultOf(args, Math.floor(((yield* readClock()) - start) / 1000), undefined);
  }
  for (let attempt = 0; ; attempt++) {
    const found = yield* condition.look(attempt);
    const elapsed = Math.floor(((yield* readClock()) - start) / 1000);
    if (found) return resultOf(args, elapsed, found);
    if (elapsed >= args.timeout)
      fail(args.msg ?? `Timeout when waiting for ${condition.what}`, { elapsed, changed: false });
    yield* wait(args.sleep * 1000);
  }
}

function resultOf({ state, port, path, search_regex }: WaitArgs, elapsed: number, found: Found | undefined): Result {
  return {
    changed: false,
    state,
    port: port ?? null,
    path: path ?? null,
    search_regex: search_regex ?? null,
    elapsed,
    ...groupsOf(found),
  };
}
