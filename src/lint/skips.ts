import type { LintFile } from './lint-file.js';
import type { LintFinding } from './rule.js';

/** Whether a name of a rule covers a finding: `name` and `name[casing]` both cover `name[casing]`. */
export function covers(name: string, rule: string): boolean {
  return name === rule || name === rule.replace(/\[.*$/, '');
}

/** The rules that `# noqa: a b[c]` names; `all` when it names none. */
function skippedIn(line: string): readonly string[] | 'all' | undefined {
  const [, names] = /#\s*noqa\b:?\s*([^#]*)/i.exec(line) ?? [];
  if (names === undefined) return undefined;
  const words = names.split(/[\s,]+/).filter((word) => /^[a-z]/.test(word));
  return words.length === 0 ? 'all' : words;
}

/** Findings that no `# noqa` on their line or in their task, and no tag `skip_ansible_lint`, says to leave alone. */
export function withoutSkipped(findings: readonly LintFinding[], file: LintFile): LintFinding[] {
  const lines = file.text.split('\n');
  if (!/noqa|skip_ansible_lint/i.test(file.text)) return [...findings];
  return findings.filter(({ rule, at }) => {
    const task = file.tasks.findLast((one) => one.at.line <= at.line && at.line <= one.lastLine);
    if (task && [task.dict.get('tags')].flat().includes('skip_ansible_lint')) return false;
    const [first, last] = task && !task.isBlock ? [task.at.line, task.lastLine] : [at.line, at.line];
    return !lines.slice(first - 1, last).some((line) => isSkipped(rule, line));
  });
}

function isSkipped(rule: string, line: string): boolean {
  const skipped = skippedIn(line);
  return skipped === 'all' || (skipped?.some((name) => covers(name, rule)) ?? false);
}
