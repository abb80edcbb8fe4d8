import { countText } from '../../recap-text.js';
import { durationText } from '../../style.js';
import { escapeMarkup as escape } from '../escape-markup.js';
import { projectPath } from '../relative-path.js';
import type { RunStory } from '../run-story.js';
import { detailsHtml } from './details.js';
import { gridHtml } from './grid.js';
import { script } from './script.js';
import { style } from './style-sheet.js';
import { timelineHtml } from './timeline.js';

/** The run as one HTML file that needs nothing else: grid, timeline, details with diffs, search. Without scripts it can be read too. */
export function htmlText(story: RunStory, directory: string): string {
  const title = escape(`${story.playbooks.join(' ')}${story.isCheck ? ' (check)' : ''}`);
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${title}</title>
<style>${style}</style>
</head>
<body>
<header>
<h1>${title}</h1>
<p class="${story.exitCode === 0 ? 'good' : 'bad'}">${escape(outcome(story))}</p>
<p class="quiet">${new Date(story.startedAt).toISOString().replace('T', ' ').slice(0, 19)} UTC · ${durationText(story.endedAt - story.startedAt)}</p>
</header>
<main>
${recapHtml(story)}
${noticesHtml(story, directory)}
<form class="filter" role="search">
<label>Search <input type="search" id="search" placeholder="task, host, text of a diff" autocomplete="off"></label>
<fieldset><legend>Show</legend>
${['failed', 'rescued', 'ignored', 'changed', 'ok', 'skipped'].map(checkbox).join('\n')}
</fieldset>
<output id="count" for="search"></output>
</form>
<section><h2>Hosts and tasks</h2>
${gridHtml(story)}
</section>
<section><h2>Timeline</h2>
${timelineHtml(story)}
</section>
<section><h2>Details</h2>
${detailsHtml(story, directory)}
</section>
</main>
<script>${script}</script>
</body>
</html>
`;
}

function checkbox(status: string): string {
  return `<label><input type="checkbox" name="status" value="${status}" checked> ${status}</label>`;
}

function outcome({ exitCode, counts }: RunStory): string {
  const hosts = Object.entries(counts);
  const lost = hosts.filter(([, { failed, unreachable }]) => failed + unreachable > 0).map(([host]) => host);
  const saved = hosts.filter(([, { rescued }]) => rescued > 0).map(([host]) => host);
  const rescue = saved.length === 0 ? '' : `, rescued on ${saved.join(', ')}`;
  if (lost.length > 0) return `failed on ${lost.join(', ')}${rescue}`;
  if (exitCode === undefined) return 'did not end';
  if (exitCode !== 0) return `ended with ${exitCode}`;
  const changes = hosts.reduce((sum, [, { changed }]) => sum + changed, 0);
  const done = changes === 0 ? 'all as wanted' : `${changes} changed`;
  return `${done} on ${countText(hosts.length, 'host')}${rescue}`;
}

const columns = ['ok', 'changed', 'unreachable', 'failed', 'skipped', 'rescued', 'ignored'] as const;

function recapHtml({ counts }: RunStory): string {
  const rows = Object.entries(counts).map(
    ([host, of]) =>
      `<tr><th scope="row">${escape(host)}</th>${columns
        .map((column) => `<td class="${of[column] > 0 ? column : 'quiet'}">${of[column]}</td>`)
        .join('')}</tr>`,
  );
  const heads = columns.map((column) => `<th scope="col">${column}</th>`).join('');
  return `<div class="wide"><table class="recap"><thead><tr><th scope="col">host</th>${heads}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function noticesHtml({ errors, notices }: RunStory, directory: string): string {
  const list = [
    ...errors.map(({ message, hint, at }) => ({
      kind: 'error',
      text: hint === undefined ? message : `${message} (${hint})`,
      at,
    })),
    ...notices.map(({ kind, message, at }) => ({ kind, text: message, at })),
  ];
  if (list.length === 0) return '';
  const items = list.map(({ kind, text, at }) => {
    const place = at ? ` <small>${escape(`${projectPath(at.file, directory)}:${at.line}`)}</small>` : '';
    return `<li class="${kind}"><b>${kind}:</b> ${escape(text)}${place}</li>`;
  });
  return `<ul class="notices">${items.join('\n')}</ul>`;
}
