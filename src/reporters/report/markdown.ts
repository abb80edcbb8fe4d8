import type { Position } from '../../base/position.js';
import { durationText } from '../style.js';
import { failedResults, type FailedResult } from './failed-results.js';
import { projectPath } from './relative-path.js';
import type { RunStory, ToldNotice } from './run-story.js';

/** The run in Markdown: how it went on each host, what failed and why, what changed. */
export function markdownText(story: RunStory, directory: string): string {
  const failed = failedResults(story);
  return [
    `## ${heading(story)}`,
    '',
    ...hostTable(story),
    ...story.errors.flatMap(({ message }) => [`**Error:** ${inline(message)}`, '']),
    ...section(
      'Failed',
      failed.length,
      failed.flatMap((one) => failureLines(one, directory)),
    ),
    ...changedLines(story),
    ...noticeLines(story, { kind: 'warning', title: 'Warnings' }, directory),
    ...noticeLines(story, { kind: 'deprecation', title: 'Deprecations' }, directory),
  ].join('\n');
}

function heading({ playbooks, isCheck, exitCode, startedAt, endedAt }: RunStory): string {
  const mark = exitCode === 0 ? '✅' : '❌';
  return `${mark} ${inline(playbooks.join(' '))}${isCheck ? ' (check)' : ''} · ${durationText(endedAt - startedAt)}`;
}

const columns = ['ok', 'changed', 'unreachable', 'failed', 'skipped', 'rescued', 'ignored'] as const;

function hostTable({ counts }: RunStory): string[] {
  const rows = Object.entries(counts).map(
    ([host, of]) => `| ${inline(host)} | ${columns.map((column) => of[column]).join(' | ')} |`,
  );
  if (rows.length === 0) return [];
  return [`| host | ${columns.join(' | ')} |`, `|---|${columns.map(() => '---:|').join('')}`, ...rows, ''];
}

function section(title: string, count: number, lines: readonly string[]): string[] {
  return count === 0 ? [] : [`### ${title} (${count})`, '', ...lines, ''];
}

function failureLines({ told: { task }, result, message, output }: FailedResult, directory: string): string[] {
  const at = result.error?.at ?? task.at;
  const place = at ? placeText(at, directory) : '';
  const hint = result.error?.hint;
  return [
    `- **${inline(task.title)}** on ${inline(result.host)}${place}: ${inline(message)}`,
    ...(hint === undefined ? [] : [`  hint: ${inline(hint)}`]),
    ...(output.length === 0 ? [] : ['', ...fenced(output).map((line) => `  ${line}`), '']),
  ];
}

/** A fence longer than any in the text. */
function fenced(lines: readonly string[]): string[] {
  const longest = Math.max(2, ...lines.map((line) => /^\s*(`*)/.exec(line)?.[1]?.length ?? 0));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}text`, ...lines, fence];
}

function changedLines(story: RunStory): string[] {
  const changed = story.tasks.flatMap(({ task, results }) => {
    const hosts = results.filter(({ status }) => status === 'changed').map(({ host }) => inline(host));
    return hosts.length === 0 ? [] : [`- ${inline(task.title)}: ${hosts.join(', ')}`];
  });
  return section(story.isCheck ? 'Would change' : 'Changed', changed.length, changed);
}

interface NoticeSection {
  readonly kind: ToldNotice['kind'];
  readonly title: string;
}

function noticeLines(story: RunStory, { kind, title }: NoticeSection, directory: string): string[] {
  const lines = story.notices
    .filter((notice) => notice.kind === kind)
    .map(({ message, at }) => `- ${inline(message)}${at ? placeText(at, directory) : ''}`);
  return section(title, lines.length, lines);
}

function placeText({ file, line }: Position, directory: string): string {
  return ` (${inline(`${projectPath(file, directory)}:${line}`)})`;
}

/** Text in a line of Markdown, with nothing of it meaning anything. */
function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\\`*_{}[\]|#~]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;');
}
