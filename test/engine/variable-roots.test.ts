import { expect, test } from 'vitest';
import type { PlaybookNode, Role } from '../../src/playbook/nodes.js';
import { variableRoots, type VariableRoots } from '../../src/engine/variable-roots.js';

const role = (directory: string, parents: readonly Role[] = []): Role => ({
  name: directory,
  collection: undefined,
  collections: [],
  argumentSpecs: new Map(),
  directory,
  defaults: new Map(),
  vars: new Map(),
  parameters: new Map(),
  parents,
  dependencies: [],
  signature: directory,
  handlers: [],
  dependencyTasks: [],
  allowsDuplicates: false,
  isPublic: true,
});

const node = (file?: string, ofRole?: Role): PlaybookNode => ({
  at: undefined,
  keywords: new Map(),
  parent: undefined,
  role: ofRole,
  ...(file === undefined ? {} : { file }),
});

test.each<readonly [string, PlaybookNode, VariableRoots, readonly string[]]>([
  ['top: the playbook', node('/r/dep/tasks/main.yml', role('/r/dep')), 'top', ['/p']],
  ['bottom: the role', node('/r/dep/tasks/main.yml', role('/r/dep', [role('/r/web')])), 'bottom', ['/r/dep']],
  ['bottom without a role: the file', node('/p/sub/tasks.yml'), 'bottom', ['/p/sub']],
  ['all', node('/r/dep/tasks/main.yml', role('/r/dep', [role('/r/web')])), 'all', ['/r/dep', '/r/web', '/r/dep/tasks']],
  ['what is in no file of its own: the playbook', node(), 'all', ['/p']],
])('%s', (_case, given, rule, expected) => {
  expect(variableRoots(given, '/p', rule)).toEqual(expected);
});
