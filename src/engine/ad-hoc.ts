import { join } from 'node:path';
import { ContentErrors, type ProvisionError } from '../base/errors.js';
import type { Position } from '../base/position.js';
import { parseKeyValue } from '../playbook/key-value.js';
import type { Play, Written } from '../playbook/nodes.js';
import { parseTasks } from '../playbook/parse-tasks.js';
import type { TaskSource } from '../playbook/task-source.js';
import { parseYaml } from '../source/parse-yaml.js';
import { TemplateText, holdsTemplate, isDict, type Dict, type Value } from '../values/value.js';
import { checkContent } from './check-content.js';
import type { Run } from './run.js';

export interface AdHocTask {
  readonly pattern: string;
  readonly module: string;
  /** As `-a` gives them: `k=v` words, a command, or a YAML mapping in braces. */
  readonly args: string;
  /** Where relative paths begin. */
  readonly directory: string;
  /** Seconds the task may run in the background, and how often it is looked at meanwhile. */
  readonly background?: number | undefined;
  readonly poll?: number | undefined;
}

/** A play of one task for `provision exec`. Throws {@link ContentErrors} when it is wrong. */
export function loadAdHoc(
  { pattern, module, args, directory, background, poll }: AdHocTask,
  run: Pick<Run, 'files' | 'plugins' | 'findModule' | 'settings'>,
): Play {
  const problems: ProvisionError[] = [];
  run.files.addContent(directory);
  const file = join(directory, '<command line>');
  const at = { file, line: 1, column: 1 };
  const keywords = new Map<string, Written>([
    ['hosts', { value: trusted(pattern, at), at }],
    ['gather_facts', { value: false, at }],
  ]);
  const node = { kind: 'play', at, keywords, parent: undefined, role: undefined, file, directory } as const;
  const source: TaskSource = {
    reader: { ...run.files, problem: (error) => problems.push(error) },
    parent: node,
    role: undefined,
    file,
    directory,
    isHandler: false,
    variables: new Map(),
    parseTasks,
    onRole: () => undefined,
    importing: [],
  };
  const task = new Map<Value, Value>([actionOf(module, args, at)]);
  if (background !== undefined) task.set('async', background);
  if (poll !== undefined) task.set('poll', poll);
  const tasks = parseTasks([task], source);
  const empty = { roles: [], preTasks: [], roleTasks: [], postTasks: [], handlers: [] };
  const play: Play = Object.assign(node, { ...empty, name: `${module} on ${pattern}`, tasks });
  if (problems.length > 0) throw new ContentErrors(problems);
  checkContent([play], run);
  return play;
}

/** The module and its arguments as they stand in a task; its name may be a template. */
function actionOf(module: string, args: string, at: Position): readonly [Value, Value] {
  const given = argumentsOf(args, module, at);
  if (!holdsTemplate(module)) return [module, given];
  return ['action', new Map<Value, Value>([['module', new TemplateText(module, at)], ...given])];
}

function trusted(text: string, at: Position): Value {
  return holdsTemplate(text) ? new TemplateText(text, at) : text;
}

function argumentsOf(text: string, module: string, at: TaskSource['parent']['at']): Dict {
  if (/^\s*\{/.test(text)) {
    const value = parseYaml(text, at?.file ?? '');
    if (isDict(value)) return value;
  }
  return parseKeyValue(text, module, at);
}
