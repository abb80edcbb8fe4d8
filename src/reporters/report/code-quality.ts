import { createHash } from 'node:crypto';
import type { Position } from '../../base/position.js';
import { failedResults } from './failed-results.js';
import { projectPath } from './relative-path.js';
import type { RunStory } from './run-story.js';

interface Finding {
  readonly name: string;
  readonly severity: 'blocker' | 'minor';
  readonly text: string;
  readonly at: Position | undefined;
}

/** Failures, errors, warnings and deprecations as GitLab's code quality report. The same finding has the same fingerprint in every run. */
export function codeQualityText(story: RunStory, directory: string): string {
  const findings = findingsOf(story).flatMap(({ at, ...finding }) =>
    at ? [{ ...finding, path: projectPath(at.file, directory), line: at.line }] : [],
  );
  const report = findings.map(({ name, severity, text, path, line }) => ({
    description: text,
    check_name: name,
    fingerprint: createHash('sha256')
      .update(JSON.stringify([name, path, line, text]))
      .digest('hex'),
    severity,
    location: { path, lines: { begin: line } },
  }));
  const unique = new Map(report.map((finding) => [finding.fingerprint, finding]));
  return `${JSON.stringify([...unique.values()], undefined, 2)}\n`;
}

function findingsOf(story: RunStory): Finding[] {
  return [
    ...failedResults(story).map(({ told: { task }, result, message }) => ({
      name: result.error?.code ?? 'task-failed',
      severity: 'blocker' as const,
      text: `${task.title} on ${result.host}: ${message}`,
      at: result.error?.at ?? task.at,
    })),
    ...story.errors.map(({ code, message, at }) => ({
      name: code ?? 'error',
      severity: 'blocker' as const,
      text: message,
      at,
    })),
    ...story.notices.map(({ kind, message, at }) => ({ name: kind, severity: 'minor' as const, text: message, at })),
  ];
}
