import type { Value } from '../values/value.js';
import type { ContentReader } from './content.js';
import type { PlaybookNode, Role, TaskNode } from './nodes.js';

/** Where tasks are being read: what they inherit from, and what relative names start from. */
export interface TaskSource {
  readonly reader: ContentReader;
  readonly parent: PlaybookNode;
  readonly role: Role | undefined;
  /** The file the tasks are written in. */
  readonly file: string;
  /** The playbook's directory. */
  readonly directory: string;
  readonly isHandler: boolean;
  /** Variables for early rendering of imported names. */
  readonly variables: ReadonlyMap<string, Value>;
  /** Reads tasks; handed along because imports and roles read tasks in turn. */
  readonly parseTasks: (list: Value, source: TaskSource) => TaskNode[];
  /** Called for each role met, so that the play knows its handlers and variables. */
  readonly onRole: (role: Role) => void;
  /** Files being imported, to stop an import of itself. */
  readonly importing: readonly string[];
}
