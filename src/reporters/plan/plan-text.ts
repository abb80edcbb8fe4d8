import { groupBy } from '../../base/group-by.js';
import { diffLines } from '../diff-text.js';
import { errorLines } from '../error-text.js';
import type { Look } from '../look.js';
import { countText } from '../recap-text.js';
import { printable } from '../style.js';
import type { PlannedHosts, PlannedTask } from './planned-hosts.js';

/** A plan as people read it: by host, hosts with the same plan together, with diffs, and marks where it cannot know. */
export function planLines(plan: PlannedHosts, look: Look): string[] {
  const { style } = look;
  const hosts = [...plan.hosts].map(([host, tasks]) => ({ host, tasks: tasks.filter(isShown) }));
  const busy = hosts.filter(({ tasks }) => tasks.length > 0);
  const groups = groupBy(busy, ({ tasks }) => JSON.stringify(tasks));
  return [
    ...plan.owed.map(({ host, handlers, since }) => {
      const names = handlers.map(({ name }) => printable(name)).join(', ');
      return `${style.yellow('↻')} ${names}  ${printable(host)}  ${style.dim(`owed since ${since}, runs first`)}`;
    }),
    ...groups.flatMap(({ members }) => [
      '',
      style.bold(members.map(({ host }) => printable(host)).join(', ')),
      ...(members[0]?.tasks ?? []).flatMap((task) => taskLines(task, look)),
    ]),
    ...plan.errors.flatMap((error) => errorLines(error, look)),
    '',
    summary(plan, look),
  ];
}

function isShown({ prospect }: PlannedTask): boolean {
  return prospect !== 'settled';
}

function taskLines(task: PlannedTask, look: Look): string[] {
  const { style } = look;
  const title = printable(task.title);
  switch (task.prospect) {
    case 'change':
      return [
        `  ${style.yellow('~')} ${title}`,
        ...changeTexts(task).map((text) => `      ${text}`),
        ...task.diffs.flatMap((diff) => diffLines(diff, style)).map((line) => `      ${line}`),
      ];
    case 'open':
      return [
        `  ${style.cyan('?')} ${title}  ${style.dim(`cannot be known yet: ${printable(task.why ?? '')}`)}`,
        ...changeTexts(task).map((text) => `      ${text}`),
      ];
    case 'failure':
      return [
        `  ${style.red('✗')} ${title}`,
        ...errorLines(task.error ?? { message: 'it would fail' }, look, { task: task.at }).map((line) => `    ${line}`),
      ];
    case 'settled':
      return [];
    default:
      return task.prospect satisfies never;
  }
}

function changeTexts({ changes }: PlannedTask): string[] {
  return changes.map(({ what, before, after }) => {
    const values = [before, after].filter((value) => value !== undefined).map((value) => printable(short(value)));
    return values.length === 0 ? printable(what) : `${printable(what)}: ${values.join(' → ')}`;
  });
}

const longest = 120;

/** The first line of a text: the diff has the rest. */
function short(text: string): string {
  const [first = '', ...others] = text.split('\n');
  return others.length === 0 && first.length <= longest ? first : `${first.slice(0, longest)}…`;
}

function summary({ hosts }: PlannedHosts, { style }: Look): string {
  const of = (prospect: PlannedTask['prospect']): number =>
    [...hosts.values()].filter((tasks) => tasks.some((task) => task.prospect === prospect)).length;
  const tasks = [...hosts.values()].flat();
  const decided = tasks.filter(({ prospect }) => prospect !== 'open').length;
  const known = style.dim(`(${decided} of ${countText(tasks.length, 'task')} decided)`);
  const [changing, open, failing] = [of('change'), of('open'), of('failure')];
  const wanted = [...hosts.values()].filter((all) => !all.some(isShown)).length;
  const parts = [
    ...(failing > 0 ? [style.red(`${countText(failing, 'host')} would fail`)] : []),
    ...(changing > 0 ? [style.yellow(`${countText(changing, 'host')} would change`)] : []),
    ...(open > 0 ? [`${countText(open, 'host')} with what cannot be known yet`] : []),
    ...(wanted > 0 ? [style.green(`${wanted} as wanted`)] : []),
  ];
  return `${parts.join(', ') || 'no host'} ${known}`;
}
