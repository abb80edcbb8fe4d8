import { durationText } from '../../style.js';
import { escapeMarkup as escape } from '../escape-markup.js';
import type { RunStory, ToldResult, ToldTask } from '../run-story.js';
import { anchorOf, cellOf } from './cell.js';

const width = 1000;
const laneHeight = 18;

/** A lane for each host, a bar for each task on it, as long as it took. */
export function timelineHtml(story: RunStory): string {
  const { hosts, startedAt } = story;
  const span = Math.max(1, story.endedAt - startedAt);
  const place = (time: number): number => Math.round(((time - startedAt) / span) * width * 10) / 10;
  const lanes = hosts.map((host, index) => {
    const bars = story.tasks.flatMap((told) =>
      told.results.filter((result) => result.host === host).map((result) => bar(told, result, { index, place })),
    );
    return bars.join('');
  });
  const names = hosts.map((host) => `<li>${escape(host)}</li>`).join('');
  const height = hosts.length * laneHeight;
  return `<div class="timeline"><ol>${names}</ol><div><svg viewBox="0 0 ${width} ${height}" style="height:${height}px" preserveAspectRatio="none" role="img" aria-label="when each task ran on each host">${lanes.join('\n')}</svg>
<p class="axis quiet"><span>0</span><span>${durationText(span / 2)}</span><span>${durationText(span)}</span></p></div></div>`;
}

interface Lane {
  readonly index: number;
  place(time: number): number;
}

function bar({ task }: ToldTask, result: ToldResult, { index, place }: Lane): string {
  const { kind, name } = cellOf(result);
  const x = place(result.startedAt);
  const length = Math.max(1.5, place(result.endedAt) - x);
  const title = escape(`${task.title} on ${result.host}: ${name}, ${durationText(result.duration)}`);
  return `<a href="#${anchorOf(task)}" data-task="${task.id}"><rect class="${kind}" x="${x}" y="${index * laneHeight + 2}" width="${length.toFixed(1)}" height="${laneHeight - 4}"><title>${title}</title></rect></a>`;
}
