import type { Change } from '../../module-kit/steps.js';
import type { Task } from '../../playbook/nodes.js';
import type { Question } from '../../questions/question.js';
import type { Answers } from '../machine.js';

/** What the tasks that come next on a host will ask, as far as it is known now. */
export interface Ahead {
  /** Questions of a session that can travel with others that are due; those of other sessions are sent on their way. */
  along(answers: Answers): readonly Question<unknown>[];
  /** Questions of a session to be asked right behind a change, though they were answered before it. */
  behind(answers: Answers, change: Change): readonly Question<unknown>[];
  /** A task is over on the host: should it come again, it begins anew. */
  passed(task: Task): void;
}
