import { groupBy } from '../../../base/group-by.js';
import type { DiffNote } from '../../../events/event.js';
import { paint } from '../../style.js';
import { diffLines } from '../../diff-text.js';
import { resultLines } from '../../result-text.js';
import { durationText } from '../../style.js';
import { escapeMarkup as escape } from '../escape-markup.js';
import { wordsOf } from '../failed-results.js';
import { projectPath } from '../relative-path.js';
import { isLost, type RunStory, type ToldResult, type ToldTask } from '../run-story.js';
import { anchorOf, cellOf } from './cell.js';

/** Each task with what it did on each host; hosts on which it did the same are told of together. Failures are open. */
export function detailsHtml(story: RunStory, directory: string): string {
  return story.tasks
    .filter(({ results }) => results.length > 0)
    .map((told) => taskHtml(told, directory))
    .join('\n');
}

function taskHtml(told: ToldTask, directory: string): string {
  const { task, results } = told;
  const kinds = [...new Set(results.map((result) => cellOf(result).kind))];
  const place = task.at ? `${projectPath(task.at.file, directory)}:${task.at.line}` : '';
  const groups = groupBy(results, (result) => bodyHtml(told, result));
  const parts = groups.map(({ members }) => resultHtml(told, members));
  const isOpen = results.some(isLost) ? ' open' : '';
  const title = escape(`${task.handler ? 'handler ' : ''}${task.title}`);
  const marks = kinds.map((kind) => `<span class="mark ${kind}">${kind}</span>`).join(' ');
  return `<details id="${anchorOf(task)}" data-task="${task.id}" data-status="${kinds.join(' ')}"${isOpen}><summary>${title} ${marks}</summary><p class="quiet">${escape(task.action)} · ${escape(place)}</p>${parts.join('\n')}</details>`;
}

function resultHtml(told: ToldTask, results: readonly ToldResult[]): string {
  const [first] = results;
  if (!first) return '';
  const { kind, name } = cellOf(first);
  const hosts = results.map(({ host, duration }) => `${escape(host)} <small>${durationText(duration)}</small>`);
  return `<div class="result"><h4><span class="mark ${kind}">${escape(name)}</span> ${hosts.join(', ')}</h4>${bodyHtml(told, first)}</div>`;
}

function bodyHtml(told: ToldTask, result: ToldResult): string {
  const { unknown, changes, diffs } = result;
  const why = unknown === undefined ? '' : `<p>${escape(unknown)}</p>`;
  const failure = isLost(result) || result.ignored || result.isRescued ? failureHtml(told, result) : '';
  const made = changes.map(({ what, before, after }) => {
    const values = [before, after].filter((value) => value !== undefined).map((value) => escape(short(value)));
    return `<li>${escape(what)}${values.length === 0 ? '' : `: ${values.join(' → ')}`}</li>`;
  });
  const list = made.length === 0 ? '' : `<ul>${made.join('')}</ul>`;
  return `${why}${failure}${list}${diffs.map(diffHtml).join('')}${saidHtml(result)}`;
}

function failureHtml(told: ToldTask, result: ToldResult): string {
  const { message, output } = wordsOf(told, result);
  const hint = result.error?.hint === undefined ? '' : `<p>hint: ${escape(result.error.hint)}</p>`;
  const printed = output.length === 0 ? '' : `<pre>${escape(output.join('\n'))}</pre>`;
  return `<p class="bad">${escape(message)}</p>${hint}${printed}`;
}

const longest = 200;

function short(text: string): string {
  const [first = ''] = text.split('\n');
  return first === text && text.length <= longest ? text : `${first.slice(0, longest)}…`;
}

function diffHtml(diff: DiffNote): string {
  const lines = diffLines(diff, paint(false)).map((line) => {
    const kind = line.startsWith('+') ? 'add' : line.startsWith('-') ? 'del' : '';
    return kind === '' ? escape(line) : `<span class="${kind}">${escape(line)}</span>`;
  });
  return lines.length === 0 ? '' : `<pre class="diff">${lines.join('\n')}</pre>`;
}

/** What a task has to say that wants to be read, as messages of `debug`. */
function saidHtml({ display, result, status }: ToldResult): string {
  if (display !== 'always' || status === 'failed') return '';
  const lines = resultLines(result);
  return lines.length === 0 ? '' : `<pre>${escape(lines.join('\n'))}</pre>`;
}
