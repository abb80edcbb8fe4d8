import { RunHost } from '../engine/run-host.js';
import { planPlay } from '../engine/plan-play.js';
import { taskTemplar } from '../engine/task-scope.js';
import { writtenTitle } from '../engine/task-reference.js';
import { tagsOf } from '../engine/task-tags.js';
import { isSelected, type TagSelection } from '../engine/tags.js';
import type { Run } from '../engine/run.js';
import type { Play, Task, TaskNode } from '../playbook/nodes.js';
import { isList, type Value } from '../values/value.js';

/** What is to be listed instead of run. */
export interface Listed {
  readonly hosts: boolean;
  readonly tasks: boolean;
  readonly tags: boolean;
}

/** A playbook as it was named, and the plays in it. */
export interface ListedPlaybook {
  readonly name: string;
  readonly plays: readonly Play[];
}

/** What `--list-hosts`, `--list-tasks` and `--list-tags` print of a playbook, in ansible-playbook's form. */
export function listPlaybook({ name, plays }: ListedPlaybook, listed: Listed, run: Run): string {
  const texts = plays.map((play, index) => `\n${listPlay({ play, number: index + 1 }, listed, run)}`);
  return `\nplaybook: ${name}\n${texts.join('')}`;
}

interface NumberedPlay {
  readonly play: Play;
  readonly number: number;
}

function listPlay({ play, number }: NumberedPlay, listed: Listed, run: Run): string {
  const pattern = hostPattern(play, run);
  const tags = sortedTags(play, play, run).join(',');
  const lines = [`  play #${number} (${pattern.join(',')}): ${play.name}\tTAGS: [${tags}]`];
  const hosts = playHosts(pattern, run);
  if (listed.hosts) lines.push(...hostLines(pattern, hosts));
  const tasks = listed.tasks || listed.tags ? selectedTasks(play, listed, run) : [];
  if (listed.tasks) lines.push('    tasks:', ...tasks.map((task) => taskLine(task, play, run)));
  if (listed.tags) lines.push(`      TASK TAGS: [${allTags(play, tasks, run).join(', ')}]`);
  return `${lines.join('\n')}\n`;
}

/** Names that nobody has are warned of in every listing. */
function playHosts(pattern: readonly string[], { inventory, settings, sharding }: Run): string[] {
  const matching = inventory.match(pattern, settings.limit);
  return sharding ? matching.filter((name) => !sharding.isElsewhere(name)) : [...matching];
}

function hostLines(pattern: readonly string[], hosts: readonly string[]): string[] {
  const quoted = pattern.map((part) => `'${part}'`).join(', ');
  return [`    pattern: [${quoted}]`, `    hosts (${hosts.length}):`, ...hosts.map((host) => `      ${host}`)];
}

function taskLine(task: Task, play: Play, run: Run): string {
  return `      ${writtenTitle(task)}\tTAGS: [${sortedTags(task, play, run).join(', ')}]`;
}

/** The play's own tags count even when none of its tasks is selected. */
function allTags(play: Play, tasks: readonly Task[], run: Run): string[] {
  const nodes = [play, ...tasks];
  return [...new Set(nodes.flatMap((node) => sortedTags(node, play, run)))].sort();
}

function sortedTags(node: Play | Task, play: Play, run: Run): string[] {
  return [...tagsOf(node, early(node, play, run))].sort();
}

/** The tasks that would run if nothing fails: what stands in `rescue` and `always` is not listed. */
function selectedTasks(play: Play, listed: Listed, run: Run): Task[] {
  const selection = selectionFor(listed, run.settings.tags);
  const sections = [play.preTasks, play.roleTasks, play.tasks, play.postTasks];
  return sections
    .flatMap((nodes) => mainTasks(nodes))
    .filter((task) => isSelected(tagsOf(task, early(task, play, run)), selection));
}

/** A list of all tags has those that only run when they are named. */
function selectionFor({ tags }: Listed, selection: TagSelection): TagSelection {
  return tags && selection.only.length === 0 ? { ...selection, only: ['all', 'never'] } : selection;
}

function mainTasks(nodes: readonly TaskNode[]): Task[] {
  return nodes.flatMap((node) => (node.kind === 'task' ? [node] : mainTasks(node.block)));
}

function hostPattern(play: Play, run: Run): string[] {
  const value = early(play, play, run)(play.keywords.get('hosts')?.value ?? null);
  return isList(value) ? value.map(String) : [String(value)];
}

/** Renders by the variables that are known without a host; few values hold templates, and the scope is dear to make. */
function early(node: Play | Task, play: Play, run: Run): (value: Value) => Value {
  return (value) =>
    isPlain(value) ? value : taskTemplar(planPlay(play, run), node, new RunHost('localhost')).render(value);
}

function isPlain(value: Value): boolean {
  return typeof value === 'string' || (isList(value) && value.every(isPlain));
}
