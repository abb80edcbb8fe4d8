import type { InventoryGroup, InventoryHost } from '../inventory/members.js';
import { toText } from '../values/repr.js';
import { TemplateText, type Value } from '../values/value.js';

/** The variables a graph shows; without them it shows hosts and groups alone. */
export interface GraphVariables {
  ofHost(host: InventoryHost): ReadonlyMap<string, Value>;
  ofGroup(group: InventoryGroup): ReadonlyMap<string, Value>;
  /** A value as it is shown: encrypted text decrypted. */
  reveal(value: Value): Value;
}

/** A group, what is below it, and their variables as a tree of lines. */
export function drawGraph(group: InventoryGroup, variables: GraphVariables | undefined): string {
  return `${groupLines(group, 0, variables).join('\n')}\n`;
}

function groupLines(group: InventoryGroup, depth: number, variables: GraphVariables | undefined): string[] {
  const hosts = group.name === 'all' ? [] : [...group.hosts];
  return [
    line(`@${group.name}:`, depth),
    ...[...group.children].flatMap((child) => groupLines(child, depth + 1, variables)),
    ...hosts.flatMap((host) => [
      line(host.name, depth + 1),
      ...variableLines(variables?.ofHost(host), depth + 2, variables),
    ]),
    ...variableLines(variables?.ofGroup(group), depth + 1, variables),
  ];
}

function variableLines(
  shown: ReadonlyMap<string, Value> | undefined,
  depth: number,
  variables: GraphVariables | undefined,
): string[] {
  const pairs = [...(shown ?? [])].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return pairs.map(([name, value]) =>
    line(`{${name} = ${textOf(variables ? variables.reveal(value) : value)}}`, depth),
  );
}

function textOf(value: Value): string {
  return value instanceof TemplateText ? value.source : toText(value);
}

function line(text: string, depth: number): string {
  return depth === 0 ? text : `${'  |'.repeat(depth)}--${text}`;
}
