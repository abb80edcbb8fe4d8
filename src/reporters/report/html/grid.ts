import { escapeMarkup as escape } from '../escape-markup.js';
import type { RunStory, ToldTask } from '../run-story.js';
import { anchorOf, cellOf } from './cell.js';

/** A table of tasks by hosts; a sign leads to the task's details. */
export function gridHtml(story: RunStory): string {
  const { hosts } = story;
  const heads = hosts.map((host) => `<th scope="col"><span>${escape(host)}</span></th>`).join('');
  const bodies = story.plays.map(({ name, tasks }) => {
    const rows = tasks.filter(({ results }) => results.length > 0).map((told) => row(told, hosts));
    const head = `<tr class="play"><th scope="rowgroup" colspan="${hosts.length + 1}">${escape(name)}</th></tr>`;
    return `<tbody>${head}${rows.join('\n')}</tbody>`;
  });
  return `<div class="wide"><table class="grid"><thead><tr><th scope="col">task</th>${heads}</tr></thead>${bodies.join('\n')}</table></div>`;
}

function row(told: ToldTask, hosts: readonly string[]): string {
  const results = new Map(told.results.map((result) => [result.host, result]));
  const cells = hosts.map((host) => {
    const result = results.get(host);
    if (!result) return '<td></td>';
    const { kind, sign, name } = cellOf(result);
    const label = escape(`${host}: ${name}`);
    return `<td class="${kind}"><a href="#${anchorOf(told.task)}" title="${label}" aria-label="${label}">${sign}</a></td>`;
  });
  const title = escape(`${told.task.handler ? 'handler ' : ''}${told.task.title}`);
  return `<tr data-task="${told.task.id}"><th scope="row">${title}</th>${cells.join('')}</tr>`;
}
