import { ProvisionError } from '../base/errors.js';
import { parseYaml } from '../source/parse-yaml.js';
import { positionOf } from '../values/origin.js';
import { isDict, isList, type Value } from '../values/value.js';
import { textOf } from './lint-file.js';
import type { LintFinding, Rule } from './rule.js';
import { covers } from './skips.js';

/** What `.ansible-lint` says: of its settings those that say which rules count where. */
export interface LintSettings {
  /** Rules that are not told at all. */
  readonly skip: readonly string[];
  /** Rules that are told, and are no failure. */
  readonly warn: readonly string[];
  /** Opt-in rules that are wanted. */
  readonly enable: readonly string[];
  /** Paths or patterns that are left out. */
  readonly exclude: readonly string[];
}

/** What ansible-lint only warns of when nothing else is said. */
export const usualSettings: LintSettings = {
  skip: [],
  warn: ['experimental', 'jinja[spacing]', 'fqcn[deep]'],
  enable: [],
  exclude: [],
};

/** Reads the text of an `.ansible-lint`. Throws E0004 when it is none. */
export function readLintSettings(text: string, path: string): LintSettings {
  const data = parseYaml(text, path);
  if (data === null) return usualSettings;
  if (!isDict(data))
    throw new ProvisionError('E0004', 'the settings of lint should be a mapping', {
      at: positionOf(data) ?? { file: path, line: 1, column: 1 },
    });
  const list = (name: string): string[] => names(data.get(name));
  return {
    skip: list('skip_list'),
    warn: data.has('warn_list') ? list('warn_list') : usualSettings.warn,
    enable: list('enable_list'),
    exclude: list('exclude_paths'),
  };
}

function names(value: Value | undefined): string[] {
  return isList(value) ? value.flatMap((member) => textOf(member) ?? []) : [];
}

/** The rules that are checked: all but opt-in ones that nobody enables. */
export function chosenRules(all: ReadonlyMap<string, Rule>, { skip, enable }: LintSettings): Rule[] {
  return [...all.values()].filter(({ id, isOptIn }) => !skip.includes(id) && (isOptIn !== true || enable.includes(id)));
}

/** Findings without those of skipped rules; those of `warn` are warnings. */
export function judged(findings: readonly LintFinding[], { skip, warn }: LintSettings): LintFinding[] {
  const isIn = (list: readonly string[], rule: string): boolean => list.some((name) => covers(name, rule));
  return findings
    .filter(({ rule }) => !isIn(skip, rule))
    .map((finding) => (isIn(warn, finding.rule) ? { ...finding, severity: 'warning' } : finding));
}
