import { expect, test } from 'vitest';
import { becomeMethods } from '../../src/become/index.js';
import { becomeOptions, type ConnectionDefaults } from '../../src/engine/connection-options.js';
import type { PlaybookNode } from '../../src/playbook/nodes.js';
import { templarFor } from '../template/templar-for-tests.js';

const task: PlaybookNode = {
  at: undefined,
  keywords: new Map([
    ['become', { value: true, at: undefined }],
    ['become_user', { value: 'of-keyword', at: undefined }],
  ]),
  parent: undefined,
  role: undefined,
};
const defaults = {
  become: false,
  becomeMethod: 'su',
  becomeUser: 'root',
  becomeMethods,
} as unknown as ConnectionDefaults;

test.each([
  [{}, { method: 'su', user: 'of-keyword', prompts: undefined }],
  [{ ansible_become_user: 'app' }, { user: 'app' }],
  [{ ansible_become_user: 'app', ansible_su_user: 'db', ansible_sudo_user: 'x' }, { user: 'db' }],
  [{ ansible_become_flags: '-p', ansible_su_flags: '-l' }, { flags: '-l' }],
  [{ ansible_become_exe: '/a/su', ansible_su_exe: '/b/su' }, { executable: '/b/su' }],
  [{ ansible_su_prompt_l10n: ['Salasana', 'Lösenord'] }, { prompts: ['Salasana', 'Lösenord'] }],
  [{ ansible_su_prompt_l10n: 'Salasana, Lösenord' }, { prompts: ['Salasana', 'Lösenord'] }],
])('of %j', (variables, wanted) => {
  expect(becomeOptions(task, templarFor(variables), defaults)).toMatchObject(wanted);
});

test.each([
  ['su', { user: 'su-user', executable: '/set/su', flags: '-p', prompts: ['Salasana'] }],
  ['sudo', { user: 'common', executable: '/common', flags: undefined, directory: '/srv' }],
])('what is set for %s alone wins over what is set for all methods', (method, wanted) => {
  const bare = { ...task, keywords: new Map([['become', { value: true, at: undefined }]]) };
  const none = { executable: undefined, flags: undefined, user: undefined, password: undefined };
  const set = {
    ...defaults,
    becomeMethod: method,
    becomeUser: 'common',
    becomeExecutable: '/common',
    becomeDefaults: new Map([
      ['su', { ...none, executable: '/set/su', flags: '-p', user: 'su-user', prompts: ['Salasana'] }],
      ['sudo', { ...none, directory: '/srv' }],
    ]),
  };
  expect(becomeOptions(bare, templarFor({}), set)).toMatchObject(wanted);
  expect(becomeOptions(bare, templarFor({}), { ...set, askedBecomeUser: 'asked' })?.user).toBe('asked');
});

test.each([
  [{ ansible_become_password: 'a', ansible_su_pass: 'b' }, 'b'],
  [{ ansible_become_password: 'a', ansible_become_pass: 'c' }, 'c'],
])('the password of %j', (variables, wanted) => {
  expect(becomeOptions(task, templarFor(variables), defaults)?.password?.reveal()).toBe(wanted);
});
