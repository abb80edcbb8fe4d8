import { ProvisionError } from '../base/errors.js';
import { findKeyword, type Task } from '../playbook/nodes.js';
import type { Templar } from '../template/templar.js';
import { typeName } from '../values/type-name.js';
import { isTrusted, setTrusted } from '../values/trust.js';
import { toText } from '../values/repr.js';
import { isDict, isList, type Dict, type Value } from '../values/value.js';
import { loopControlFields } from '../playbook/check-keywords.js';
import { describe } from '../playbook/read-keywords.js';
import { numberOf } from './coerce.js';

/** How a task loops: the items, and what `loop_control` says. */
export interface Loop {
  readonly items: readonly Value[];
  readonly variable: string;
  readonly indexVariable: string | undefined;
  readonly label: Value | undefined;
  /** Seconds between items. */
  readonly pause: number;
  readonly isExtended: boolean;
  readonly extendsAllItems: boolean;
  readonly breakWhen: Value | undefined;
}

/** The loop of a task, its items rendered; `undefined` when it has none. */
export function evaluateLoop(task: Task, templar: Templar): Loop | undefined {
  if (!task.loop) return undefined;
  const control = loopControl(task, templar);
  const text = (key: string): string | undefined =>
    control.has(key) ? String(templar.render(control.get(key) ?? null)) : undefined;
  return {
    items: task.loop.lookup === undefined ? loopItems(task, templar) : lookupItems(task.loop.lookup, task, templar),
    variable: text('loop_var') ?? 'item',
    indexVariable: text('index_var'),
    label: control.get('label'),
    pause: numberOf(control.get('pause'), 0),
    isExtended: text('extended')?.toLowerCase() === 'true',
    extendsAllItems: text('extended_allitems')?.toLowerCase() !== 'false',
    breakWhen: control.get('break_when'),
  };
}

function loopControl(task: Task, templar: Templar): Dict {
  const written = findKeyword(task, 'loop_control');
  if (!written || written.value === null) return new Map();
  const control = isDict(written.value) ? written.value : templar.render(written.value, written.at);
  if (!isDict(control))
    throw new ProvisionError('E0402', `"loop_control" must be a mapping, not ${describe(control)}`, { at: written.at });
  for (const key of control.keys()) {
    if (!loopControlFields.has(String(key))) {
      throw new ProvisionError('E0401', `"${String(key)}" is not a field of loop_control`, {
        at: written.at,
        hint: `it knows ${[...loopControlFields].join(', ')}`,
      });
    }
  }
  return control;
}

function loopItems(task: Task, templar: Templar): readonly Value[] {
  const written = task.loop?.value ?? null;
  const items = templar.render(written, task.loop?.at);
  templar.trustPassedOn(items, written);
  if (isList(items)) return items;
  throw new ProvisionError('E0402', `The \`loop\` value must resolve to a 'list', not '${typeName(items)}'.`, {
    at: task.loop?.at,
    hint: isDict(items)
      ? 'use `dict | dict2items` to loop over a mapping'
      : 'put the value in a list, or use a filter that makes one',
  });
}

/** Lookups that leave out terms which are undefined: those must not be rendered before. */
const takesUnrendered: ReadonlySet<string> = new Set(['first_found', 'ansible.builtin.first_found']);

/** `with_<lookup>`: the lookup's answers for the rendered terms. */
function lookupItems(lookup: string, task: Task, templar: Templar): readonly Value[] {
  const written = task.loop?.value ?? null;
  const rendered = takesUnrendered.has(lookup) ? written : templar.render(written, task.loop?.at);
  const terms = isList(rendered) ? rendered : [rendered];
  const given = new Map<string, Value>([
    ['provision_lookup', lookup],
    ['provision_terms', terms],
  ]);
  const answers = templar.with(given).evaluate('query(provision_lookup, *provision_terms)', task.loop?.at);
  if (!isList(answers)) return [answers];
  templar.trustPassedOn(answers, written);
  return answers;
}

/** The variables of one round of a loop. */
export function loopVariables(loop: Loop, index: number): Map<string, Value> {
  const item = loop.items[index] ?? null;
  const variables = new Map<string, Value>([
    [loop.variable, item],
    ['ansible_loop_var', loop.variable],
  ]);
  setTrusted(variables, loop.variable, typeof item === 'string' && isTrusted(loop.items, index, item));
  if (loop.indexVariable !== undefined) {
    variables.set(loop.indexVariable, index);
    variables.set('ansible_index_var', loop.indexVariable);
  }
  if (loop.isExtended) variables.set('ansible_loop', extendedLoop(loop, index));
  return variables;
}

/** A round of a loop as it is shown: its item, or the `label` of `loop_control`. */
export function loopLabel(loop: Loop, variables: ReadonlyMap<string, Value>, templar: Templar): string {
  const hasLabel = loop.label !== undefined && loop.label !== '' && loop.label !== null;
  return toText(hasLabel ? templar.render(loop.label) : (variables.get(loop.variable) ?? null));
}

function extendedLoop({ items, extendsAllItems }: Loop, index: number): Dict {
  const loop: Dict = new Map<Value, Value>([
    ['index', index + 1],
    ['index0', index],
    ['first', index === 0],
    ['last', index + 1 === items.length],
    ['length', items.length],
    ['revindex', items.length - index],
    ['revindex0', items.length - index - 1],
  ]);
  if (extendsAllItems) loop.set('allitems', [...items]);
  const next = items[index + 1];
  const previous = items[index - 1];
  if (next !== undefined) loop.set('nextitem', next);
  if (index > 0 && previous !== undefined) loop.set('previtem', previous);
  return loop;
}
