import type { Change } from '../../module-kit/steps.js';
import type { Task } from '../../playbook/nodes.js';
import type { Question } from '../../questions/question.js';
import { fetchAnswers } from '../ask.js';
import type { Answers } from '../machine.js';
import type { RunHost } from '../run-host.js';
import type { PlayRun } from '../run.js';
import type { Ahead } from './ahead.js';
import { Rehearsal } from './rehearsal.js';
import type { Round } from './round.js';

/** Rounds that are looked at ahead while nothing changes, and behind a change, after which the next one may be near. */
const farthest = 150;
const nearest = 8;

/** What coming tasks will ask of a host; one object a host and batch. */
export function lookAhead(host: RunHost, playRun: PlayRun): Ahead {
  const { ahead } = host;
  if (ahead instanceof LookAhead && ahead.playRun === playRun) return ahead;
  return (host.ahead = new LookAhead(host, playRun));
}

class LookAhead implements Ahead {
  readonly #rehearsal: Rehearsal;
  #reach = farthest;

  constructor(
    readonly host: RunHost,
    readonly playRun: PlayRun,
  ) {
    this.#rehearsal = new Rehearsal(host, playRun);
  }

  along(answers: Answers): readonly Question<unknown>[] {
    if (answers.machine.isRestless) return [];
    const due: Question<unknown>[] = [];
    for (const round of this.#rounds()) {
      if (!round.answers) continue;
      openSession(round, answers);
      const open = openQuestions(round.asked, round.answers);
      if (open.length === 0) continue;
      if (round.answers === answers) due.push(...open);
      else if (round.line) askApart(open, round.answers, round.line);
    }
    this.#reach = Math.min(farthest, this.#reach * 4);
    return due;
  }

  behind(answers: Answers, change: Change): readonly Question<unknown>[] {
    if (answers.machine.isRestless) return [];
    // When all hosts run a program that may reach the others, what they say before all are done is of no use.
    const isAlone = this.playRun.batch.filter((host) => host.isLive).length === 1;
    if (change.mayReachOthers && !isAlone && !this.#onlyReads()) return [];
    // Where one change follows the other, each makes untrue what was asked behind the one before.
    if (!change.mayReachOthers) this.#reach = this.#reach <= nearest ? 1 : nearest;
    const asked = this.#rounds().flatMap((round) => (round.answers === answers ? round.asked : []));
    return asked.filter(({ key }) => !answers.slow.has(key));
  }

  passed(task: Task): void {
    this.#rehearsal.forget(task);
  }

  /** What goes wrong in a rehearsal must not harm the task that is due: its own turn will tell of it. */
  #rounds(): readonly Round[] {
    try {
      return this.#rehearsal.roundsAhead(this.#reach);
    } catch {
      return [];
    }
  }

  #onlyReads(): boolean {
    return this.host.at?.task.keywords.get('changed_when')?.value === false;
  }
}

function openQuestions(asked: readonly Question<unknown>[], answers: Answers): Question<unknown>[] {
  return asked.filter(({ key }) => !answers.slow.has(key) && !answers.isExpected(key) && !answers.find(key));
}

/** Another user's shell on the same machine is opened early; another machine's only when a task gets there. */
function openSession({ answers, line }: Round, { machine }: Answers): void {
  if (!line || !answers || answers.about || answers.isOpening || answers.machine !== machine) return;
  answers.isOpening = true;
  const forget = (): void => void (answers.isOpening = false);
  line.session().then(forget, forget);
}

/** Other sessions answer in their own time. */
function askApart(
  questions: readonly Question<unknown>[],
  answers: Answers,
  line: Parameters<typeof fetchAnswers>[1],
): void {
  if (!answers.about) return;
  const arrival = fetchAnswers(questions, line).then(
    () => undefined,
    () => undefined,
  );
  answers.expect(
    questions.map(({ key }) => key),
    arrival,
  );
}
