import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';

/** Whether the target's shell answers; any other end is the connection's error. */
const alive = probe(sh`:`, (outcome) => outcome.status === 0);

export const ping = defineModule({
  name: 'ansible.builtin.ping',
  summary: 'Check that the target can be logged in to and answers.',
  args: { data: arg.string({ default: 'pong', doc: 'What to answer; "crash" fails on purpose.' }) },
  examples: ['ping:', 'ping: { data: hello }'],

  *run({ data }): Conversation<Result> {
    if (data === 'crash') fail('Task failed: Module failed: boom');
    const { answers } = yield* ask({ answers: alive });
    if (!answers) fail("the target's shell does not run commands");
    return { ping: data };
  },
});
