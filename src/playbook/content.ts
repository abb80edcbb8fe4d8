import type { Position } from '../base/position.js';
import type { Deprecation, NoticeDetails } from '../events/event.js';
import type { ProvisionError } from '../base/errors.js';
import type { Value } from '../values/value.js';

/** What reading playbooks needs from outside: files, settings and early rendering. */
export interface ContentReader {
  /** A controller file's text, decrypted when it is a vault file. Throws E0003 when there is none. */
  readText(path: string): string;
  exists(path: string): boolean;
  isDirectory(path: string): boolean;
  list(directory: string): readonly string[];
  /** Renders what must be known before the play runs (an imported file's name), with extra and play variables. */
  renderEarly(value: Value, play: ReadonlyMap<string, Value>): Value;
  /** Directories with roles, besides those beside the playbook. */
  readonly rolePaths: readonly string[];
  readonly collectionPaths: readonly string[];
  /** `private_role_vars`: whether roles keep their variables to themselves; `undefined` when nothing says so. */
  readonly privateRoleVariables: boolean | undefined;
  /** What a key that is there twice does. */
  readonly duplicateKeys: 'warn' | 'error' | 'ignore';
  /** Whether all mistakes are told before anything runs, or those that Ansible finds later when they are reached. */
  readonly checksAhead: boolean;
  /** `invalid_task_attribute_failed`: whether keywords that an include cannot have are mistakes, or ignored. */
  readonly refusesIncludeKeywords: boolean;
  /** Whether what Ansible accepted before 2.19 still counts: lists of `vars`, the action `include`. */
  readonly acceptsOldForms: boolean;
  /** Whether a module of this name exists, and the names to suggest. */
  isModule(name: string): boolean;
  /** Whether it is one of provision's own. */
  isOwnModule(name: string): boolean;
  moduleNames(): Iterable<string>;
  isLookup(name: string): boolean;
  /** Takes note of a directory of content, a playbook's or a role's, that may bring modules of its own. */
  addContent(directory: string): void;
  warn(message: string, at: Position | undefined, details?: NoticeDetails): void;
  /** Tells of what ansible-core is going to drop. */
  deprecate(deprecation: Deprecation, at: Position | undefined): void;
  /** Collects a problem, so that all are reported together. */
  problem(error: ProvisionError): void;
}
