import { didYouMean } from '../base/suggest.js';
import { shortName } from '../playbook/action-name.js';
import type { Play, PlaybookNode, Task, TaskNode } from '../playbook/nodes.js';
import { TemplateText, isList, type Value } from '../values/value.js';
import type { TagSelection } from './tags.js';
import { tagsOf } from './task-tags.js';

/** Tags that mean something without a task that has them. */
const special = ['all', 'tagged', 'untagged', 'always', 'never'];

/**
 * What is to be said of tags that `--tags` names and nobody has. Nothing where only the run can tell: tags from templates,
 * and tasks that an include brings in.
 */
export function unknownTags(plays: readonly Play[], { only }: Pick<TagSelection, 'only'>): string[] {
  const nodes = plays.flatMap((play) => [
    play,
    ...[play.preTasks, play.roleTasks, play.tasks, play.postTasks, play.handlers].flatMap(allTasks),
  ]);
  if (only.length === 0 || nodes.some(isOpen)) return [];
  const known = new Set([...special, ...nodes.flatMap((node) => [...tagsOf(node, (value) => value)])]);
  return only
    .filter((tag) => !known.has(tag))
    .map((tag) => {
      const near = didYouMean(tag, known);
      const named = [...known].filter((one) => !special.includes(one));
      const there = named.length > 0 ? `the tags are ${named.join(', ')}` : 'there are no tags';
      return `no task has the tag "${tag}": ${near ?? there}`;
    });
}

function allTasks(nodes: readonly TaskNode[]): Task[] {
  return nodes.flatMap((node) =>
    node.kind === 'task' ? [node] : [node.block, node.rescue, node.always].flatMap(allTasks),
  );
}

function isOpen(node: Play | Task): boolean {
  return (node.kind === 'task' && includes.has(shortName(node.action))) || hasTemplates(node);
}

const includes: ReadonlySet<string> = new Set(['include_tasks', 'include_role', 'include']);

function hasTemplates(node: PlaybookNode | undefined): boolean {
  return node !== undefined && (isTemplate(node.keywords.get('tags')?.value ?? null) || hasTemplates(node.parent));
}

function isTemplate(value: Value): boolean {
  return value instanceof TemplateText || (isList(value) && value.some(isTemplate));
}
