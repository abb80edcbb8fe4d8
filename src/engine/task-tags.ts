import { collectKeyword, type PlaybookNode } from '../playbook/nodes.js';
import { isList, type Value } from '../values/value.js';

/** The tags of a node: its own and those of all that encloses it. Comma-separated text is several tags. */
export function tagsOf(node: PlaybookNode, render: (value: Value) => Value): ReadonlySet<string> {
  const tags = new Set<string>();
  for (const { value } of collectKeyword(node, 'tags')) for (const tag of tagNames(render(value))) tags.add(tag);
  return tags;
}

function tagNames(value: Value): string[] {
  if (value === null) return [];
  if (isList(value)) return value.flatMap(tagNames);
  return String(value)
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
}
