import { Ajv } from 'ajv';
import { expect, test } from 'vitest';
import { playbookSchema } from '../../../src/cli/doc/playbook-schema.js';
import { modules } from '../../../src/modules/index.js';

// A few modules stand for all: compiling the schema of every one takes long.
const some = [...modules].filter(([name]) => /\.(?:file|ping|command|ini_file)$/.test(name));
const validate = new Ajv({ strict: false }).compile(playbookSchema(new Map(some)));
const isValid = (...tasks: readonly object[]): boolean => validate([{ hosts: 'all', tasks }]);

test.each([
  ['an unknown argument', { file: { path: '/x', colour: 'red' } }],
  ['a word that is no choice', { 'ansible.builtin.file': { path: '/x', state: 'filled' } }],
  ['a missing argument', { 'community.general.ini_file': { section: 'a' } }],
  ['a keyword of the wrong type', { ping: null, become: 7 }],
])('%s is found', (_case, task) => {
  expect(isValid(task)).toBe(false);
});

test.each([
  ['a module without arguments', { ping: null }],
  ['a free form', { command: 'ls /' }],
  ['templates', { file: { path: '{{ p }}', state: '{{ s }}', mode: '{{ m }}' }, become: '{{ b }}' }],
  ['a block', { block: [{ file: { dest: '/x', state: 'absent' } }], when: 'x is defined' }],
  ['a module that is not here', { 'some.where.module': { a: 1 } }],
])('%s may stand there', (_case, task) => {
  expect(isValid(task)).toBe(true);
});
