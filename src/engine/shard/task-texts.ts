import { shortName } from '../../playbook/action-name.js';
import { collectKeyword, type Play, type Task, type Written } from '../../playbook/nodes.js';
import type { ProbedText } from '../../template/probe.js';
import type { Templar } from '../../template/templar.js';
import { TemplateText, isDict, isList, type Value } from '../../values/value.js';
import { findInPath, searchPath } from '../files.js';
import type { Run } from '../run.js';
import { known } from './known.js';

/** Keywords whose text is an expression without braces. */
const conditions = ['when', 'changed_when', 'failed_when', 'until'];

/** The templates and expressions that a task evaluates, with the template file that it renders. */
export function taskTexts(task: Task, play: Play, { templar, run }: { templar: Templar; run: Run }): ProbedText[] {
  const inherited = ['when', 'environment'].flatMap((name) =>
    collectKeyword(task, name).map((written) => [name, written] as const),
  );
  const own = [...task.keywords].filter(([name]) => name !== 'vars' && name !== 'when' && name !== 'environment');
  return [
    ...[...inherited, ...own].flatMap(([name, written]) =>
      conditions.includes(name) ? conditionTexts(written) : textsIn(written.value),
    ),
    ...(task.loop ? textsIn(task.loop.value) : []),
    ...textsIn(task.args),
    ...(shortName(task.action) === 'template' ? fileTexts(task, play, { templar, run }) : []),
  ];
}

function conditionTexts({ value, at }: Written): ProbedText[] {
  return (isList(value) ? value : [value]).flatMap((condition) => {
    if (condition instanceof TemplateText) return [{ source: condition.source, at: condition.at ?? at }];
    return typeof condition === 'string' ? [{ source: condition, isExpression: true, at }] : [];
  });
}

function textsIn(value: Value): ProbedText[] {
  if (value instanceof TemplateText) return [{ source: value.source, at: value.at }];
  if (isList(value)) return value.flatMap(textsIn);
  return isDict(value) ? [...value.values()].flatMap(textsIn) : [];
}

/** The template that is rendered, where its name is known. */
function fileTexts(task: Task, play: Play, { templar, run }: { templar: Templar; run: Run }): ProbedText[] {
  const name = known(() => templar.render(task.args.get('src') ?? null));
  if (typeof name !== 'string') return [];
  const start = { node: task, directory: play.directory };
  const path = findInPath(name, searchPath('templates', start), (candidate) => run.files.exists(candidate));
  const source = path === undefined ? undefined : known(() => run.files.readBytes(path, true).toString());
  return source === undefined || path === undefined ? [] : [{ source, at: { file: path, line: 1, column: 1 } }];
}
