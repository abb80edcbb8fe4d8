import { shortName } from '../playbook/action-name.js';
import { tasksOf, type Play, type Task } from '../playbook/nodes.js';
import type { Run, RunSettings } from './run.js';
import { isNamed } from './start/is-named.js';
import { placeOf } from './start/place-of.js';
import type { Start } from './start/find-start.js';
import { writtenName } from './task-reference.js';

/** Where a run begins (`--start-at-task`) and how it goes on (`--step`); both are over once they have had their effect. */
export class Pace {
  #startAt: string | undefined;
  #start: Start | undefined;
  #looksIntoIncludes = false;
  #isStepping: boolean;

  constructor({ startAtTask, step }: Pick<RunSettings, 'startAtTask' | 'step'>) {
    this.#startAt = startAtTask;
    this.#isStepping = step;
  }

  /** Says where the task to start at is; `undefined` when it is in what an include brings in that only the run knows. */
  aimAt(start: Start | undefined): void {
    this.#start = start;
    this.#looksIntoIncludes = start === undefined;
  }

  /** The name of the task to start at, as long as it has not come. */
  get startAt(): string | undefined {
    return this.#startAt;
  }

  /** The task that the run was to start at and has not met. */
  get missing(): string | undefined {
    return this.#startAt;
  }

  /** Whether a play is left out because the task to start at is in a later one. */
  leavesOut(play: Play): boolean {
    if (this.#startAt === undefined || this.#looksIntoIncludes) return false;
    if (this.#start) return this.#start.play !== play;
    const tasks = tasksOf([...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks]);
    return ![...tasks].some((task) => this.#isStart(task));
  }

  /** Whether a task comes before the one to start at. */
  isBefore(task: Task): boolean {
    if (this.#startAt === undefined || task.id === 0 || task.isHandler) return false;
    if (!this.#isStart(task)) return !this.#mayLead(task);
    this.#startAt = undefined;
    return false;
  }

  /** Asks whether to perform a task; without an answer it is left out. */
  async mayPerform(task: Task, prompt: Run['prompt']): Promise<boolean> {
    if (!this.#isStepping) return true;
    const answer = await prompt(`Perform task: TASK: ${nameOf(task)} (N)o/(y)es/(c)ontinue: `, { echo: true });
    const word = answer?.trim().toLowerCase() ?? '';
    if (word === 'c' || word === 'continue') this.#isStepping = false;
    return ['y', 'yes', 'c', 'continue'].includes(word);
  }

  /** Whether an include may bring in the task to start at. */
  #mayLead(task: Task): boolean {
    if (this.#start) return this.#start.way.has(placeOf(task));
    return this.#looksIntoIncludes && /^include(?:_tasks|_role)?$/.test(shortName(task.action));
  }

  #isStart(task: Task): boolean {
    if (this.#startAt === undefined) return false;
    return this.#start ? this.#start.at === placeOf(task) : isNamed(task, this.#startAt);
  }
}

function nameOf(task: Task): string {
  const name = writtenName(task);
  return task.role ? `${task.role.name} : ${name}` : name;
}
