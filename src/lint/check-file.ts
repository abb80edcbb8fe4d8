import { ProvisionError } from '../base/errors.js';
import { parseYaml } from '../source/parse-yaml.js';
import type { Value } from '../values/value.js';
import { kindOf } from './file-kind.js';
import { makeLintFile, type LintFile } from './lint-file.js';
import type { LintFinding, Rule, Violation } from './rule.js';
import { withoutSkipped } from './skips.js';

/** A file, and what the rules say about it. */
export interface CheckedFile {
  readonly file: LintFile;
  readonly findings: readonly LintFinding[];
}

/** Checks the text of one file by rules. @param path as it is told */
export function checkFile(path: string, text: string, rules: Iterable<Rule>): CheckedFile {
  const found: LintFinding[] = [];
  const start = { file: path, line: 1, column: 1 };
  const note = (rule: string, { tag, message, at, fix }: Violation): void => {
    found.push({
      rule: tag === undefined ? rule : `${rule}[${tag}]`,
      message,
      at: at ?? start,
      severity: 'error',
      fix,
    });
  };
  const data = read(path, text, note);
  const file = makeLintFile({ path, kind: kindOf(path, data), text, data });
  for (const rule of rules) {
    for (const violation of rule.file?.(file) ?? []) note(rule.id, violation);
    for (const play of rule.play ? file.plays : [])
      for (const violation of rule.play?.(play) ?? []) note(rule.id, { at: play.at, ...violation });
    for (const task of rule.task ? file.tasks : [])
      for (const violation of rule.task?.(task) ?? []) note(rule.id, { ...violation, at: violation.at ?? task.at });
  }
  return { file, findings: withoutSkipped(found, file) };
}

function read(path: string, text: string, note: (rule: string, violation: Violation) => void): Value {
  try {
    return parseYaml(text, path, {
      onWarning: (message, at) => {
        if (message.startsWith('Found duplicate')) note('yaml', { tag: 'key-duplicates', message, at });
      },
    });
  } catch (thrown) {
    if (!(thrown instanceof ProvisionError)) throw thrown;
    note('load-failure', { tag: 'yaml', message: thrown.message, at: thrown.at });
    return null;
  }
}
