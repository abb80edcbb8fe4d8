import type { HostResult, TaskReference } from '../events/event.js';
import { diffLines } from './diff-text.js';
import { failureLines } from './failure-lines.js';
import { groupBy, type Group } from '../base/group-by.js';
import type { Look } from './look.js';
import { resultLines } from './result-text.js';
import { durationText, fit, printable } from './style.js';

/** A task that has ended on all its hosts. */
export interface FinishedTask {
  readonly task: TaskReference;
  readonly results: readonly HostResult[];
  /** The results of loop items. */
  readonly items: readonly HostResult[];
  /** Milliseconds. */
  readonly elapsed: number;
}

/** What there is to say of a task: a line for those that changed, failed or spoke; nothing where all was as wanted. */
export function taskLines(finished: FinishedTask, look: Look): string[] {
  const { results } = finished;
  const { style } = look;
  const head = (mark: string, of: readonly HostResult[], note = ''): string[] =>
    of.length > 0 ? [headLine({ finished, mark, note, hosts: of.map(hostName) }, look)] : [];
  const changed = results.filter(({ status }) => status === 'changed');
  const ignored = results.filter((result) => result.ignored);
  const lost = results.filter(isLost);
  const heads = [
    ...head(style.yellow('~'), changed),
    ...head(style.yellow('!'), ignored, ' failed, ignored'),
    ...head(style.red('✗'), lost, lost.every(({ status }) => status === 'unreachable') ? ' unreachable' : ''),
  ];
  const details = [...spokenLines(finished, look), ...changeLines(finished, look), ...diffGroups(results, look)];
  const explained = look.verbosity > 0 ? [...lost, ...ignored] : lost;
  const failures = failureLines({ ...finished, results: explained }, look);
  return [...(heads.length > 0 ? heads : quietHead(finished, details.length > 0, look)), ...details, ...failures];
}

export function titleOf({ role, name, handler }: TaskReference): string {
  return printable(`${handler ? 'handler ' : ''}${role === undefined ? '' : `${role} : `}${name}`);
}

function isLost({ status, ignored }: HostResult): boolean {
  return (status === 'failed' || status === 'unreachable') && !ignored;
}

function hostName({ host, delegate }: HostResult): string {
  return printable(delegate === undefined ? host : `${host} → ${delegate}`);
}

/** A task that changed nothing is told of with `-v`, or when it has something to say. */
function quietHead(finished: FinishedTask, speaks: boolean, look: Look): string[] {
  if (!speaks && (look.verbosity === 0 || finished.results.length === 0)) return [];
  const skipped = finished.results.every(({ status }) => status === 'skipped');
  const mark =
    speaks && look.verbosity === 0 ? look.style.cyan('·') : skipped ? look.style.cyan('-') : look.style.green('✓');
  const hosts = finished.results.filter(({ status }) => skipped || status !== 'skipped').map(hostName);
  return [headLine({ finished, mark, note: skipped ? ' skipped' : '', hosts }, look)];
}

interface Head {
  readonly finished: FinishedTask;
  readonly mark: string;
  readonly note: string;
  readonly hosts: readonly string[];
}

/** Mark, title, hosts; how long it took at the right edge. */
function headLine({ finished, mark, note, hosts }: Head, { style, width }: Look): string {
  const title = titleOf(finished.task) + note;
  const time = durationText(finished.elapsed);
  if (width === undefined) return `  ${mark} ${title}  ${style.dim(`${hosts.join(' ')}  ${time}`)}`;
  const right = Math.min(width, widest) - 1;
  const short = fit(title, right - time.length - shortestHosts - 8);
  const names = fitNames(hosts, right - short.length - time.length - 8);
  return `  ${mark} ${short}  ${style.dim(`${names}  ${time.padStart(right - short.length - names.length - 8)}`)}`;
}

/** Beyond this the eye loses the line on its way to the right edge. */
const widest = 120;
const shortestHosts = 12;

/** As many names as there is room for, and how many more there are. */
function fitNames(names: readonly string[], width: number): string {
  const all = names.join(' ');
  if (all.length <= width) return all;
  for (let count = names.length - 1; count > 0; count--) {
    const some = `${names.slice(0, count).join(' ')} and ${names.length - count} more`;
    if (some.length <= width) return some;
  }
  return `${names.length} hosts`;
}

/** What `debug` tasks say, and with `-vv` every result. Hosts that say the same are told of together. */
function spokenLines({ task, results, items }: FinishedTask, look: Look): string[] {
  const wanted = look.verbosity > 1 || task.action === 'debug';
  if (!wanted) return [];
  const isLoop = items.length > 0;
  const told = (isLoop ? items : results).filter(({ status }) => status === 'ok' || status === 'changed');
  const groups = groupBy(told, ({ result }) => resultLines(result).join('\n')).filter(({ key }) => key !== '');
  return groups.flatMap((group) => groupLines(group, { isOnly: groups.length === 1 && !isLoop, look }));
}

function changeLines({ results }: FinishedTask, look: Look): string[] {
  if (look.verbosity === 0) return [];
  const changed = results.filter(({ changes }) => changes.length > 0);
  const groups = groupBy(changed, ({ changes }) => changes.map(({ what }) => printable(what)).join('\n'));
  return groups.flatMap((group) => groupLines(group, { isOnly: groups.length === 1, look }));
}

function diffGroups(results: readonly HostResult[], look: Look): string[] {
  const different = results.filter(({ diffs }) => diffs.length > 0);
  const groups = groupBy(different, ({ diffs }) => diffs.flatMap((diff) => diffLines(diff, look.style)).join('\n'));
  return groups
    .filter(({ key }) => key !== '')
    .flatMap((group) => groupLines(group, { isOnly: groups.length === 1, look }));
}

/** Text that some hosts share, under their names unless the task's own line names them already. */
function groupLines(
  { key, members }: Group<HostResult>,
  { isOnly, look }: { readonly isOnly: boolean; readonly look: Look },
): string[] {
  const lines = key.split('\n');
  if (isOnly) return lines.map((line) => `      ${line}`);
  const names = members.map(
    (result) => hostName(result) + (result.item === undefined ? '' : ` (${printable(result.item)})`),
  );
  const who = look.style.dim(`${names.join(' ')}:`);
  return lines.length === 1
    ? [`      ${who} ${lines[0] ?? ''}`]
    : [`      ${who}`, ...lines.map((line) => `        ${line}`)];
}
