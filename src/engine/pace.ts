import { globExpression } from '../base/glob.js';
import { tasksOf, type Play, type Task } from '../playbook/nodes.js';
import type { Run, RunSettings } from './run.js';
import { writtenName } from './task-reference.js';

/** Where a run begins (`--start-at-task`) and how it goes on (`--step`); both are over once they have had their effect. */
export class Pace {
  #startAt: string | undefined;
  #isStepping: boolean;

  constructor({ startAtTask, step }: Pick<RunSettings, 'startAtTask' | 'step'>) {
    this.#startAt = startAtTask;
    this.#isStepping = step;
  }

  /** The task that the run was to start at and has not met. */
  get missing(): string | undefined {
    return this.#startAt;
  }

  /** Whether a play is left out because the task to start at is in a later one. Tasks of includes are not known yet. */
  leavesOut(play: Play): boolean {
    const tasks = tasksOf([...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks]);
    return this.#startAt !== undefined && ![...tasks].some((task) => this.#isStart(task));
  }

  /** Whether a task comes before the one to start at. */
  isBefore(task: Task): boolean {
    if (this.#startAt === undefined || task.id === 0) return false;
    if (!this.#isStart(task)) return true;
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

  #isStart(task: Task): boolean {
    if (this.#startAt === undefined || !task.keywords.has('name')) return false;
    const name = writtenName(task);
    const names = [name, nameOf(task)];
    const pattern = globExpression(this.#startAt);
    return names.some((candidate) => candidate === this.#startAt || pattern.test(candidate));
  }
}

function nameOf(task: Task): string {
  const name = writtenName(task);
  return task.role ? `${task.role.name} : ${name}` : name;
}
