import type { Reporter } from '../../events/bus.js';
import { codeQualityText } from './code-quality.js';
import { htmlText } from './html/page.js';
import { junitText } from './junit.js';
import { markdownText } from './markdown.js';
import { RunStory, type StoryOptions } from './run-story.js';

/** The reports that are written into a file when the run has ended. */
export const reportKinds = {
  junit: junitText,
  html: htmlText,
  markdown: markdownText,
  codequality: codeQualityText,
} as const satisfies Readonly<Record<string, (story: RunStory, directory: string) => string>>;

export type ReportKind = keyof typeof reportKinds;

export interface FileReportOptions extends StoryOptions {
  readonly kind: ReportKind;
  /** The top of the project: places are told from there. */
  readonly directory: string;
  write(text: string): void;
}

/** Gathers a run and writes its report at the end. */
export function fileReport({ kind, directory, write, ...options }: FileReportOptions): Reporter {
  const story = new RunStory(options);
  return {
    report: (event) => story.report(event),
    close: () => write(reportKinds[kind](story, directory)),
  };
}
