import type { Reporter } from '../../events/bus.js';
import type { ErrorNote, RunEvent } from '../../events/event.js';
import { failedResults } from '../report/failed-results.js';
import { projectPath } from '../report/relative-path.js';
import { RunStory, type StoryOptions } from '../report/run-story.js';

export interface GithubOptions extends StoryOptions {
  /** The top of the repository (`GITHUB_WORKSPACE`). */
  readonly directory: string;
  writeOutput(text: string): void;
}

/** GitHub shows no more annotations of a step. */
const mostAnnotations = 10;

/** Workflow commands for GitHub Actions: plays are groups, and at the end failures and errors annotate the line they come from. Goes before what people read. */
export function githubReporter({ directory, writeOutput, ...options }: GithubOptions): Reporter {
  const story = new RunStory(options);
  let isOpen = false;
  const close = (): void => {
    if (isOpen) writeOutput('::endgroup::\n');
    isOpen = false;
  };
  return {
    report(event: RunEvent) {
      story.report(event);
      if (event.type === 'play start' || event.type === 'run end') close();
      if (event.type === 'play start') {
        writeOutput(`::group::${data(event.name)}\n`);
        isOpen = true;
      }
      if (event.type === 'run end') writeOutput(annotations(story, directory));
    },
    close,
  };
}

function annotations(story: RunStory, directory: string): string {
  const failures = failedResults(story).map(({ told: { task }, result, message }) =>
    annotation('error', `${task.title} on ${result.host}`, { message, at: result.error?.at ?? task.at }),
  );
  const errors = story.errors.map((error) => annotation('error', error.code ?? 'error', error));
  const notices = story.notices.map((notice) => annotation('warning', notice.kind, notice));
  return [...errors, ...failures, ...notices].slice(0, mostAnnotations).join('');

  function annotation(
    kind: 'error' | 'warning',
    title: string,
    { message, at }: Pick<ErrorNote, 'message' | 'at'>,
  ): string {
    const where = at ? `file=${property(projectPath(at.file, directory))},line=${at.line},col=${at.column},` : '';
    return `::${kind} ${where}title=${property(title)}::${data(message)}\n`;
  }
}

/** Text behind the second `::` of a command. */
function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
