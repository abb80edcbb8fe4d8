import type { Outcome } from '../transport/connection.js';

/** A program's output as result keys. */
export interface OutputKeys {
  readonly stdout: string;
  readonly stdout_lines: readonly string[];
  readonly stderr: string;
  readonly stderr_lines: readonly string[];
}

/** Output as Ansible's result keys; line ends at the end are dropped when `strip` says so. */
export function outputKeys(outcome: Pick<Outcome, 'stdout' | 'stderr'>, strip: boolean): OutputKeys {
  return textKeys(textOf(outcome.stdout, strip), textOf(outcome.stderr, strip));
}

/** Texts as the result keys of output. */
export function textKeys(stdout: string, stderr: string): OutputKeys {
  return { stdout, stdout_lines: linesOf(stdout), stderr, stderr_lines: linesOf(stderr) };
}

/** The lines of a text as Python's splitlines gives them. */
export function linesOf(text: string): string[] {
  const lines = text.split(/\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]/);
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function textOf(bytes: Buffer, strip: boolean): string {
  const text = bytes.toString('utf8');
  return strip ? text.replace(/[\r\n]+$/, '') : text;
}
