import type { Position } from '../base/position.js';
import type { Edit } from './edit.js';
import type { LintFile, LintPlay, LintTask } from './lint-file.js';

/** What a rule says about a place. */
export interface Violation {
  /** The part of the rule: `casing` of `name[casing]`. */
  readonly tag?: string;
  readonly message: string;
  /** By default where the task or play begins. */
  readonly at?: Position | undefined;
  /** How to mend it without changing what is meant. */
  readonly fix?: Edit | undefined;
}

/** A rule, named as ansible-lint names it. What it has no function for it does not look at. */
export interface Rule {
  readonly id: string;
  readonly summary: string;
  /** Only checked when `enable_list` or `--enable` names it. */
  readonly isOptIn?: boolean;
  task?(task: LintTask): readonly Violation[];
  play?(play: LintPlay): readonly Violation[];
  file?(file: LintFile): readonly Violation[];
}

/** A violation of a rule at a place. */
export interface LintFinding {
  /** `name[casing]`. */
  readonly rule: string;
  readonly message: string;
  readonly at: Position;
  readonly severity: 'error' | 'warning';
  readonly fix?: Edit | undefined;
}
