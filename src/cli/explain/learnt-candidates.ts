import { basename, dirname, join } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { globExpression } from '../../base/glob.js';
import { searchPath } from '../../engine/files.js';
import type { Run } from '../../engine/run.js';
import { writtenTitle } from '../../engine/task-reference.js';
import { shortName } from '../../playbook/action-name.js';
import { freeFormKey } from '../../playbook/key-value.js';
import type { Task } from '../../playbook/nodes.js';
import { readYaml } from '../../playbook/read-yaml.js';
import { positionOfKey } from '../../values/origin.js';
import { TemplateText, isDict, type Dict, type Value } from '../../values/value.js';
import { within, type Candidate, type Validity } from './candidate.js';
import type { Asked } from './play-content.js';

/** What tasks may set on the host while the play runs, the strongest first: `set_fact` and `register`, then `include_vars`. */
export function learntCandidates({ tasks, name, playRun }: Asked): Candidate[] {
  const latest = [...tasks].reverse();
  return [
    ...latest.flatMap((task) => [...setFact(task, name), ...registered(task, name)]),
    ...latest.flatMap((task) => includedVariables(task, name, { run: playRun.run, directory: playRun.play.directory })),
  ];
}

/** Tasks whose loop gives each of its items this name. */
export function loopCandidates({ tasks, name }: Asked): Candidate[] {
  return tasks.flatMap((task) => {
    if (!task.loop) return [];
    const control = task.keywords.get('loop_control')?.value ?? null;
    const variable = isDict(control) ? (control.get('loop_var') ?? 'item') : 'item';
    if (variable !== name) return [];
    const title = `the task "${writtenTitle(task)}"`;
    return [
      { source: `each item of the loop of ${title}`, at: task.loop.at, value: undefined, validity: within(title) },
    ];
  });
}

function setFact(task: Task, name: string): Candidate[] {
  if (shortName(task.action) !== 'set_fact' || !task.args.has(name)) return [];
  const at = positionOfKey(task.args, name) ?? task.actionAt;
  return [{ source: 'set_fact', at, value: task.args.get(name), validity: onceRun(task) }];
}

function registered(task: Task, name: string): Candidate[] {
  const written = task.keywords.get('register');
  if (written?.value !== name) return [];
  return [{ source: 'register', at: written.at, value: undefined, validity: onceRun(task) }];
}

function onceRun(task: Task): Validity {
  return { kind: 'run', moment: `once the task "${writtenTitle(task)}" has run` };
}

interface Reading {
  readonly run: Run;
  /** The playbook's. */
  readonly directory: string;
}

/** The files that an `include_vars` may read; of a name with templates every file that it can come to. */
function includedVariables(task: Task, name: string, reading: Reading): Candidate[] {
  if (shortName(task.action) !== 'include_vars') return [];
  const into = task.args.get('name');
  return possibleFiles(task, reading).flatMap((file) => {
    const content = contentOf(file, reading.run);
    const value = into === name ? content : into === undefined ? content?.get(name) : undefined;
    if (content === undefined || value === undefined) return [];
    const at = into === name ? { file, line: 1, column: 1 } : positionOfKey(content, name);
    return [{ source: 'include_vars', at, value, validity: onceRun(task) }];
  });
}

function possibleFiles(task: Task, { run, directory }: Reading): string[] {
  const named = patternOf(task.args.get(freeFormKey) ?? task.args.get('file'));
  const folder = patternOf(task.args.get('dir'));
  const pattern = named ?? (folder === undefined ? '*' : join(folder, '*'));
  const bases = searchPath('vars', { node: task, directory });
  // A name that begins with a template may be any file, but not anywhere.
  const searched = pattern.startsWith('*') ? bases.filter((base) => basename(base) === 'vars') : bases;
  const found = searched.flatMap((base) => matching(pattern.startsWith('/') ? pattern : join(base, pattern), run));
  return [...new Set(found)];
}

function patternOf(value: Value | undefined): string | undefined {
  if (value instanceof TemplateText) return value.source.replace(/\{\{.*?\}\}|\{%.*?%\}/gs, '*').replace(/\*+/g, '*');
  return typeof value === 'string' ? value : undefined;
}

function matching(pattern: string, { files }: Run): string[] {
  const folder = dirname(pattern);
  if (folder.includes('*')) return [];
  const expression = globExpression(basename(pattern));
  const names = files.list(folder).filter((name) => expression.test(name) && /\.(?:ya?ml|json)$/.test(name));
  return names.map((name) => join(folder, name));
}

/** What a file of variables holds; `undefined` for one that cannot be read: the run will tell. */
function contentOf(file: string, { files }: Run): Dict | undefined {
  try {
    const content = readYaml(files, file);
    return isDict(content) ? content : undefined;
  } catch (thrown) {
    if (thrown instanceof ProvisionError) return undefined;
    throw thrown;
  }
}
