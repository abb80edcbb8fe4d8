import { join } from 'node:path';
import { ContentErrors, type ProvisionError } from '../base/errors.js';
import { parseKeyValue } from '../playbook/key-value.js';
import type { Play, Written } from '../playbook/nodes.js';
import { parseTasks } from '../playbook/parse-tasks.js';
import type { TaskSource } from '../playbook/task-source.js';
import { parseYaml } from '../source/parse-yaml.js';
import { isDict, type Dict } from '../values/value.js';
import { checkContent } from './check-content.js';
import type { Run } from './run.js';

export interface AdHocTask {
  readonly pattern: string;
  readonly module: string;
  /** As `-a` gives them: `k=v` words, a command, or a YAML mapping in braces. */
  readonly args: string;
  /** Where relative paths begin. */
  readonly directory: string;
}

/** A play of one task for `provision exec`. Throws {@link ContentErrors} when it is wrong. */
export function loadAdHoc(
  { pattern, module, args, directory }: AdHocTask,
  run: Pick<Run, 'files' | 'plugins' | 'findModule' | 'settings'>,
): Play {
  const problems: ProvisionError[] = [];
  const file = join(directory, '<command line>');
  const at = { file, line: 1, column: 1 };
  const keywords = new Map<string, Written>([
    ['hosts', { value: pattern, at }],
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
  const tasks = parseTasks([new Map([[module, argumentsOf(args, module, at)]])], source);
  const empty = { roles: [], preTasks: [], roleTasks: [], postTasks: [], handlers: [] };
  const play: Play = Object.assign(node, { ...empty, name: `${module} on ${pattern}`, tasks });
  if (problems.length > 0) throw new ContentErrors(problems);
  checkContent([play], run);
  return play;
}

function argumentsOf(text: string, module: string, at: TaskSource['parent']['at']): Dict {
  if (/^\s*\{/.test(text)) {
    const value = parseYaml(text, at?.file ?? '');
    if (isDict(value)) return value;
  }
  return parseKeyValue(text, module, at);
}
