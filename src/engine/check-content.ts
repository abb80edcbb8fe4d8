import { ContentErrors, ProvisionError } from '../base/errors.js';
import { checkArguments } from '../module-kit/check-arguments.js';
import type { Action, Module } from '../module-kit/module.js';
import { withChain } from '../playbook/chain.js';
import { checkDebugger, checkKeywords } from '../playbook/check-keywords.js';
import { getMetaAction } from '../playbook/meta-actions.js';
import { checkHandlers } from './check-handlers.js';
import { engineActions, shortName } from '../playbook/action-name.js';
import { freeFormKey, wholeArgumentsKey } from '../playbook/key-value.js';
import type { Play, PlaybookNode, Task, TaskNode } from '../playbook/nodes.js';
import { checkTemplate } from '../template/check-template.js';
import type { Plugins } from '../template/plugins.js';
import type { RunSettings } from './run.js';
import { positionOf, rememberOrigin, positionOfKey } from '../values/origin.js';
import { TemplateText, isDict, isList, type Dict, type Value } from '../values/value.js';

interface Checking {
  readonly settings: Pick<RunSettings, 'checksAhead' | 'errorOnMissingHandler'>;
  readonly plugins: Plugins;
  readonly findModule: (name: string) => Module | Action | undefined;
}

/** Keywords whose text is an expression without braces. */
const conditionKeywords = new Set(['when', 'changed_when', 'failed_when', 'until']);

/** Everything that can be known to be wrong before a host is asked: arguments, templates, filters. Throws them all together. */
export function checkContent(plays: readonly Play[], checking: Checking): void {
  const errors = plays.flatMap((play) => [
    ...checkNode(play, checking),
    ...checkDebugger(play.keywords.get('debugger')),
    ...(checksHandlers(checking) ? checkHandlers(play) : []),
    ...sections(play).flatMap((nodes) => checkNodes(nodes, checking)),
  ]);
  if (errors.length > 0) throw new ContentErrors(distinct(errors));
}

function checksHandlers({ settings }: Checking): boolean {
  return settings.checksAhead && settings.errorOnMissingHandler;
}

function sections(play: Play): readonly (readonly TaskNode[])[] {
  return [play.preTasks, play.roleTasks, play.tasks, play.postTasks, play.handlers];
}

/** The problems of tasks, also of those that an include brings in later. */
export function checkNodes(nodes: readonly TaskNode[], checking: Checking): ProvisionError[] {
  return nodes.flatMap((node) => {
    if (node.kind === 'task') return checkTask(node, checking).map((error) => withChain(error, node.parent));
    return [
      ...checkNode(node, checking),
      ...checkDebugger(node.keywords.get('debugger')),
      ...[node.block, node.rescue, node.always].flatMap((part) => checkNodes(part, checking)),
    ];
  });
}

function checkTask(task: Task, checking: Checking): ProvisionError[] {
  return [
    ...checkNode(task, checking),
    ...(task.loop ? checkValue(task.loop.value, checking) : []),
    ...checkValue(task.args, checking),
    ...checkModule(task, checking),
    ...checkKeywords(task),
    ...checkMeta(task),
  ];
}

function checkMeta(task: Task): ProvisionError[] {
  if (shortName(task.action) !== 'meta') return [];
  try {
    getMetaAction(task);
    return [];
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return [thrown];
    throw thrown;
  }
}

function checkModule(task: Task, { settings, findModule }: Checking): ProvisionError[] {
  if (!settings.checksAhead) return [];
  const { name, refusal } = task.module;
  if (refusal !== undefined) {
    if (isConditional(task)) return [];
    return [new ProvisionError('E0503', `cannot run ${name}: ${refusal}`, { at: task.actionAt })];
  }
  const definition = findModule(name);
  if (!definition || engineActions.has(shortName(task.action)) || task.args.has(wholeArgumentsKey)) return [];
  // What module_defaults adds is known only when the play runs, and may be what is missing here.
  if (hasDefaults(task)) return [];
  // A mistake of a role's author, which may hurt nobody; whoever reaches it is told.
  if (task.role !== undefined && isConditional(task)) return [];
  return checkArguments(definition, named(task, definition));
}

function hasDefaults(node: PlaybookNode | undefined): boolean {
  return node !== undefined && (node.keywords.has('module_defaults') || hasDefaults(node.parent));
}

/** Whether no host may ever reach it: roles bring tasks and handlers for systems and set-ups that others have. */
function isConditional(task: Task): boolean {
  return task.isHandler || hasCondition(task);
}

function hasCondition(node: PlaybookNode | undefined): boolean {
  return node !== undefined && (node.keywords.has('when') || hasCondition(node.parent));
}

function named(task: Task, definition: Module | Action): Dict {
  if (!task.args.has(freeFormKey)) return task.args;
  const args: Dict = new Map(
    [...task.args].map(([key, value]) => [key === freeFormKey ? (definition.freeForm ?? key) : key, value]),
  );
  const at = positionOf(task.args) ?? task.actionAt;
  if (at)
    rememberOrigin(args, {
      at,
      keys: new Map([...args.keys()].map((key) => [key, positionOfKey(task.args, key) ?? at])),
    });
  return args;
}

function checkNode(node: PlaybookNode, checking: Checking): ProvisionError[] {
  return [...node.keywords].flatMap(([name, { value, at }]) => {
    if (['tasks', 'pre_tasks', 'post_tasks', 'handlers', 'roles', 'block', 'rescue', 'always'].includes(name))
      return [];
    if (!conditionKeywords.has(name)) return checkValue(value, checking);
    return (isList(value) ? value : [value]).flatMap((condition) => checkCondition(condition, at, checking));
  });
}

function checkCondition(condition: Value, at: Task['at'], checking: Checking): ProvisionError[] {
  if (!checking.settings.checksAhead) return [];
  if (condition instanceof TemplateText) return checkTemplate(condition.source, checking.plugins, condition.at ?? at);
  return typeof condition === 'string' ? checkTemplate(`{{ ${condition} }}`, checking.plugins, at) : [];
}

function checkValue(value: Value, checking: Checking): ProvisionError[] {
  if (!checking.settings.checksAhead) return [];
  if (value instanceof TemplateText) return checkTemplate(value.source, checking.plugins, value.at);
  if (isList(value)) return value.flatMap((member) => checkValue(member, checking));
  if (isDict(value)) return [...value.values()].flatMap((member) => checkValue(member, checking));
  return [];
}

function distinct(errors: readonly ProvisionError[]): ProvisionError[] {
  return [
    ...new Map(errors.map((error) => [`${error.code} ${error.message} ${JSON.stringify(error.at)}`, error])).values(),
  ];
}
