import { shortName } from '../playbook/action.js';
import { tasksOf, type Play, type Task } from '../playbook/nodes.js';
import { taskName } from '../engine/task-reference.js';
import { tagsOf } from '../engine/task-tags.js';
import { isSelected } from '../engine/tags.js';
import type { Run } from '../engine/run.js';
import { isList, type Value } from '../values/value.js';

type Listing = (plays: readonly Play[], playbooks: readonly string[], run: Run) => string;

/** `--list-hosts`: the hosts of each play. */
export const listHosts: Listing = (plays, playbooks, run) =>
  byPlaybook(plays, playbooks, (play, number) => {
    const pattern = hostPattern(play, run);
    const hosts = run.inventory.match(pattern, run.settings.limit);
    const lines = hosts.map((host) => `      ${host}\n`).join('');
    return `${playLine(play, number, run)}    pattern: [${pattern.map((part) => `'${part}'`).join(', ')}]\n    hosts (${hosts.length}):\n${lines}`;
  });

/** `--list-tasks`: the tasks that would run, as far as that is known before the run. */
export const listTasks: Listing = (plays, playbooks, run) =>
  byPlaybook(plays, playbooks, (play, number) => {
    const lines = selectedTasks(play, run).map((task) => `      ${title(task, run)}\tTAGS: [${tagList(task, run)}]\n`);
    return `${playLine(play, number, run)}    tasks:\n${lines.join('')}`;
  });

/** `--list-tags`: the tags of the tasks that would run. */
export const listTags: Listing = (plays, playbooks, run) =>
  byPlaybook(plays, playbooks, (play, number) => {
    const tags = new Set(selectedTasks(play, run).flatMap((task) => [...tagsOf(task, early(run))]));
    return `${playLine(play, number, run)}      TASK TAGS: [${[...tags].sort().join(', ')}]\n`;
  });

function byPlaybook(plays: readonly Play[], playbooks: readonly string[], text: (play: Play, number: number) => string): string {
  const heading = `\nplaybook: ${playbooks.join(', ')}\n`;
  return heading + plays.map((play, index) => `\n${text(play, index + 1)}`).join('');
}

function playLine(play: Play, number: number, run: Run): string {
  const tags = [...tagsOf(play, early(run))].sort().join(',');
  return `  play #${number} (${hostPattern(play, run).join(',')}): ${play.name}\tTAGS: [${tags}]\n`;
}

function hostPattern(play: Play, run: Run): string[] {
  const value = early(run)(play.keywords.get('hosts')?.value ?? null);
  return isList(value) ? value.map(String) : [String(value)];
}

function early(run: Run): (value: Value) => Value {
  return (value) => run.files.renderEarly(value, new Map());
}

function selectedTasks(play: Play, run: Run): Task[] {
  const all = [...tasksOf([...play.preTasks, ...play.roleTasks, ...play.tasks, ...play.postTasks])];
  return all.filter((task) => shortName(task.action) !== 'meta' && isSelected(tagsOf(task, early(run)), run.settings.tags));
}

function title(task: Task, run: Run): string {
  const name = taskName(task, early(run));
  return task.role ? `${task.role.name} : ${name}` : name;
}

function tagList(task: Task, run: Run): string {
  return [...tagsOf(task, early(run))].sort().join(', ');
}
