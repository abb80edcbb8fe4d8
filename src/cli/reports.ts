import { appendFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { ProvisionError, messageOf } from '../base/errors.js';
import { didYouMean } from '../base/suggest.js';
import type { Reporter } from '../events/bus.js';
import { githubReporter } from '../reporters/ci/github.js';
import { gitlabReporter } from '../reporters/ci/gitlab.js';
import { ndjsonReporter } from '../reporters/ndjson.js';
import { fileReport, reportKinds, type ReportKind } from '../reporters/report/file-report.js';
import type { StoryOptions } from '../reporters/report/run-story.js';
import type { CliEnvironment } from './environment.js';
import { openLogFile } from './log-file.js';
import { readSource } from './report-error.js';

const story: StoryOptions = { now: Date.now, readSource };

const kinds = [...Object.keys(reportKinds), 'ndjson'];

/** The readers that `--report KIND=FILE` asks for. Throws E0001 for a kind that there is not. */
export function fileReports(wanted: readonly string[], environment: CliEnvironment): Reporter[] {
  return wanted.map((text) => {
    const [, kind = '', name = ''] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
    const path = resolve(environment.directory, name);
    if (kind === 'ndjson' && name !== '') return ndjsonFile(path);
    if (!isKind(kind) || name === '') throw badReport(text, kind);
    const { directory } = environment;
    return fileReport({ kind, directory, ...story, write: (report) => writeReport(path, report) });
  });
}

function isKind(kind: string): kind is ReportKind {
  return Object.hasOwn(reportKinds, kind);
}

function badReport(text: string, kind: string): ProvisionError {
  const hint = didYouMean(kind, kinds) ?? `write KIND=FILE; there is ${kinds.join(', ')}`;
  return new ProvisionError('E0001', `--report cannot be "${text}"`, { hint });
}

function ndjsonFile(path: string): Reporter {
  makeDirectory(path);
  const file = openLogFile(path);
  const events = ndjsonReporter((text) => file.write(text));
  return { report: (event) => events.report(event), close: () => file.close() };
}

function writeReport(path: string, text: string): void {
  makeDirectory(path);
  try {
    writeFileSync(path, text);
  } catch (cause) {
    throw new ProvisionError('E0005', `the report ${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

function makeDirectory(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (cause) {
    throw new ProvisionError('E0005', `the report ${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}

/** GitHub refuses a longer summary of a step. */
const longestSummary = 1 << 20;

/** What a pipeline's own screen understands: annotations and groups on GitHub, sections on GitLab, found by their variables. */
export function pipelineReporters({ variables, directory, ...environment }: CliEnvironment): Reporter[] {
  const writeOutput = (text: string): void => environment.writeOutput(text);
  const gitlab = variables['GITLAB_CI'] === 'true' ? [gitlabReporter({ now: Date.now, writeOutput })] : [];
  if (variables['GITHUB_ACTIONS'] !== 'true') return gitlab;
  const top = variables['GITHUB_WORKSPACE'] ?? directory;
  const summary = variables['GITHUB_STEP_SUMMARY'];
  const annotations = githubReporter({ directory: top, ...story, writeOutput });
  if (summary === undefined || summary === '') return [...gitlab, annotations];
  const write = (text: string): void => {
    const isTooLong = Buffer.byteLength(text) > longestSummary;
    appendFileSync(summary, isTooLong ? `${text.slice(0, longestSummary / 4)}\n\n(cut)\n` : `${text}\n`);
  };
  return [...gitlab, annotations, fileReport({ kind: 'markdown', directory: top, ...story, write })];
}
