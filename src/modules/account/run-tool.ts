import { fail, type Conversation } from '../../module-kit/index.js';
import type { Outcome } from '../../transport/connection.js';

/** The outcome of a tool that manages accounts; its complaint is the failure's message, as Ansible gives it. */
export function* runTool(name: string, made: Conversation<Outcome | undefined>): Conversation<Outcome | undefined> {
  const outcome = yield* made;
  if (!outcome || outcome.status === 0) return outcome;
  const stderr = outcome.stderr.toString();
  fail(stderr || outcome.stdout.toString().trim() || `exit status ${outcome.status}`, {
    name,
    rc: outcome.status,
    stderr,
  });
}
