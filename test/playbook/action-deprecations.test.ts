import { expect, test } from 'vitest';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { memoryReader } from './reader.js';

const mapping = 'Using a mapping for `action` is deprecated.';
const empty = 'Ignoring empty task `args` keyword.';

test.each([
  ['a mapping', 'action: { module: debug, msg: a }', [mapping]],
  ['a mapping on the controller', 'local_action: { module: debug, msg: a }', [mapping]],
  ['text', 'action: debug msg=a', []],
  ['args without a value', '{ debug: msg=a, args: }', [empty, "Merging legacy k=v args ('msg') into task args."]],
  [
    'text beside args',
    '{ copy: src=a dest=b, args: { mode: 1 } }',
    ["Merging legacy k=v args ('dest', 'src') into task args."],
  ],
  ['a mapping beside args', '{ debug: { msg: a }, args: { verbosity: 1 } }', []],
  ['a command beside args', '{ command: echo a=b, args: { chdir: / } }', []],
])('%s', (_name, task, told) => {
  const reader = memoryReader({ '/site.yml': `- hosts: all\n  tasks:\n    - ${task}\n` });
  parsePlaybook('/site.yml', reader);
  expect(reader.deprecations).toEqual(told);
});
