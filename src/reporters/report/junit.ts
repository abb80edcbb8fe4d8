import { escapeMarkup as escape } from './escape-markup.js';
import { wordsOf } from './failed-results.js';
import { projectPath } from './relative-path.js';
import { isLost, type RunStory, type ToldPlay, type ToldResult, type ToldTask } from './run-story.js';

/** The run as JUnit XML: a suite for each play, a case for each task on each host. */
export function junitText(story: RunStory, directory: string): string {
  const suites = story.plays.map((play) => suite(play, directory));
  const all = story.tasks.flatMap(({ results }) => results);
  const name = escape(story.playbooks.join(' '));
  const seconds = (story.endedAt - story.startedAt) / 1000;
  const broken = story.errors.map(
    ({ message }) =>
      `  <testsuite name="${name}" tests="1" errors="1"><testcase name="run"><error message="${escape(message)}"/></testcase></testsuite>`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="${name}" ${tally(all)} errors="${story.errors.length}" time="${seconds}">`,
    ...suites,
    ...broken,
    ...notices(story, directory),
    '</testsuites>',
    '',
  ].join('\n');
}

/** Warnings and deprecations belong to no case: a suite without cases tells them. */
function notices({ notices: told, playbooks }: RunStory, directory: string): string[] {
  if (told.length === 0) return [];
  const lines = told.map(({ kind, message, at }) => {
    const place = at ? ` (${projectPath(at.file, directory)}:${at.line})` : '';
    return `${kind}: ${message}${place}`;
  });
  const name = escape(playbooks.join(' '));
  return [`  <testsuite name="${name}" tests="0"><system-err>${escape(lines.join('\n'))}</system-err></testsuite>`];
}

function suite({ name, tasks }: ToldPlay, directory: string): string {
  const results = tasks.flatMap((task) => task.results);
  const startedAt = Math.min(...results.map((result) => result.startedAt));
  const timestamp = results.length === 0 ? '' : ` timestamp="${new Date(startedAt).toISOString()}"`;
  const cases = tasks.flatMap((task) => task.results.map((result) => testCase(task, result, directory)));
  return [`  <testsuite name="${escape(name)}" ${tally(results)}${timestamp}>`, ...cases, '  </testsuite>'].join('\n');
}

function tally(results: readonly ToldResult[]): string {
  const skipped = results.filter(({ status }) => status === 'skipped').length;
  return `tests="${results.length}" failures="${results.filter(isLost).length}" skipped="${skipped}"`;
}

function testCase(told: ToldTask, result: ToldResult, directory: string): string {
  const { title, at, handler } = told.task;
  const place = at ? ` file="${escape(projectPath(at.file, directory))}" line="${at.line}"` : '';
  const name = escape(`${handler ? 'handler ' : ''}${title}`);
  const head = `    <testcase name="${name}" classname="${escape(result.host)}" time="${result.duration / 1000}"${place}`;
  const body = bodyOf(told, result);
  return body === '' ? `${head}/>` : `${head}>${body}</testcase>`;
}

function bodyOf(told: ToldTask, result: ToldResult): string {
  if (result.status === 'skipped') return `<skipped message="${escape(skipReason(result))}"/>`;
  if (isLost(result)) {
    const { message, output } = wordsOf(told, result);
    return `<failure message="${escape(message)}" type="${result.status}">${escape(output.join('\n'))}</failure>`;
  }
  return result.status === 'changed' ? '<system-out>changed</system-out>' : '';
}

function skipReason({ result, unknown }: ToldResult): string {
  return unknown ?? String(result['skip_reason'] ?? result['msg'] ?? 'skipped');
}
