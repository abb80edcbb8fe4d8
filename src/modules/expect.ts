import { isUtf8 } from 'node:buffer';
import {
  arg,
  ask,
  defineModule,
  fail,
  wait,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { formatDateTime, formatDuration, readClock } from '../module-kit/clock.js';
import { textKeys } from '../module-kit/output.js';
import { glob } from '../questions/glob.js';
import { program } from '../questions/program.js';
import type { Value } from '../values/value.js';
import { toFloat } from '../module-kit/coerce-scalar.js';
import { clearUp, lookAt, startProgram, typeInto, type TerminalProgram } from './terminal/program.js';
import { Responder } from './terminal/responder.js';

const args = {
  command: arg.string({ required: true, doc: 'The program and its arguments.' }),
  responses: arg.dict({
    required: true,
    doc: 'What to answer to a prompt, a Python regular expression: a text, or a list of texts that are used up.',
  }),
  chdir: arg.path({ doc: 'Directory to run in.' }),
  creates: arg.path({ doc: 'If this path exists, the program is not run.' }),
  removes: arg.path({ doc: 'Unless this path exists, the program is not run.' }),
  echo: arg.boolean({ default: false, doc: 'Whether the answers appear in the output.' }),
  timeout: arg.raw({ default: 30, doc: 'Seconds to wait for a prompt.' }),
} as const;

type Args = ValuesOf<typeof args>;

/** The terminal is the one that util-linux's or busybox's `script` opens; the answers are chosen on the controller. */
export const expect = defineModule({
  name: 'ansible.builtin.expect',
  summary: 'Run a program in a terminal and answer its prompts.',
  args,
  examples: ['expect: { command: passwd ada, responses: { "(?i)password": "{{ new_password }}" } }'],

  *run(given): Conversation<Result> {
    const { command } = given;
    if (command.trim() === '') fail('no command given', { rc: 256 });
    const { creates, removes, tool } = yield* ask({
      creates: glob({ pattern: given.creates ?? '' }),
      removes: glob({ pattern: given.removes ?? '' }),
      tool: program('script'),
    });
    if (given.creates !== undefined && creates) return skipped(command, `${given.creates} exists`);
    if (given.removes !== undefined && !removes) return skipped(command, `${given.removes} does not exist`);
    if (tool === undefined)
      fail('the target has no program that opens a terminal: install script (bsdutils, util-linux-script)');
    return yield* converse(given);
  },
});

function skipped(cmd: string, reason: string): Result {
  return { cmd, ...textKeys(`skipped, since ${reason}`, ''), changed: false, rc: 0 };
}

function* converse(given: Args): Conversation<Result> {
  const responder = new Responder(given.responses);
  const start = yield* readClock();
  const started = yield* startProgram(given);
  if (!started) return { skipped: true, changed: false, msg: 'remote module (expect) does not support check mode' };
  const { status, output } = yield* held(started, responder, secondsOf(given.timeout));
  const end = yield* readClock();
  return resultOf(given, { status, output, start, end });
}

function secondsOf(timeout: Value): number {
  return timeout === null || timeout === 'null' ? Infinity : toFloat(timeout);
}

interface Ended {
  /** `undefined` for a program that was given up. */
  readonly status: number | undefined;
  readonly output: Buffer;
}

/** Answers until the program ends, or no prompt has come for too long. The program is not left behind. */
function* held(started: TerminalProgram, responder: Responder, seconds: number): Conversation<Ended> {
  try {
    const parts: Buffer[] = [];
    let offset = 0;
    let last = yield* readClock();
    for (let turn = 0; ; turn++) {
      const { bytes, status } = yield* lookAt(started, { offset, turn });
      offset += bytes.length;
      parts.push(bytes);
      let answer = responder.next(bytes.toString());
      const isAnswered = answer !== undefined;
      for (; answer !== undefined && status === undefined; answer = responder.next(''))
        yield* typeInto(started, answer);
      if (status !== undefined) return { status, output: Buffer.concat(parts) };
      const now = yield* readClock();
      if (isAnswered) last = now;
      else if (now - last > seconds * 1000) return { status: undefined, output: Buffer.concat(parts) };
      yield* wait(bytes.length > 0 ? 10 : 50);
    }
  } finally {
    yield* clearUp(started);
  }
}

function resultOf({ command }: Args, { status, output, start, end }: Ended & { start: number; end: number }): Result {
  if (!isUtf8(output))
    fail('Module result deserialization failed: Refusing to deserialize an invalid UTF8 string value.');
  const text = output.toString();
  const keys = {
    cmd: command,
    ...textKeys(text.replace(/[\r\n]+$/, ''), ''),
    rc: status ?? null,
    start: formatDateTime(start),
    end: formatDateTime(end),
    delta: formatDuration(end - start),
    changed: true,
  };
  if (status === undefined) return fail('command exceeded timeout', keys);
  return status === 0 ? keys : fail('non-zero return code', keys);
}
