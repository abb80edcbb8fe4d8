import { describe, expect, test } from 'vitest';
import { checkFile } from '../../src/lint/check-file.js';
import { applyEdits } from '../../src/lint/edit.js';
import { kindOf } from '../../src/lint/file-kind.js';
import { rules } from '../../src/lint/rules/index.js';
import { chosenRules, judged, readLintSettings } from '../../src/lint/settings.js';

const found = (text: string, path = 'tasks/main.yml'): string[] =>
  checkFile(path, text, rules.values()).findings.map(({ rule }) => rule);

/** What is said of a task that has a name and a full name of its module already. */
const ofTask = (task: string): string[] => found(`- name: Task\n  ${task.replaceAll('\n', '\n  ')}\n`);

const command = (text: string): string => `ansible.builtin.command: ${text}\nchanged_when: false`;
const shell = (text: string): string => `ansible.builtin.shell: ${text}\nchanged_when: false`;
const debug = 'ansible.builtin.debug: { msg: x }';

describe('rules of tasks', () => {
  test.each<[string, string, string[]]>([
    ['a command that is always changed', 'ansible.builtin.command: id', ['no-changed-when']],
    ['a command that creates something', 'ansible.builtin.command: { cmd: id, creates: /x }', []],
    ['a command for which there is a module', command('git clone x'), ['command-instead-of-module']],
    ['a command for which the module has nothing', command('systemctl status x'), []],
    ['a shell without need', shell('echo x'), ['command-instead-of-shell']],
    ['a shell that is needed', shell('echo $HOME'), []],
    ['a pipe whose failures are lost', shell('a | b'), ['risky-shell-pipe']],
    ['a pipe whose failures count', shell('set -o pipefail && a | b'), []],
    ['a bar in quotes is no pipe', shell('grep "a|b" $x'), []],
    ['a variable before a command', command('A=1 id'), ['inline-env-var']],
    ['options in the text of a command', command('chdir=/tmp id'), ['no-free-form[raw]']],
    ['arguments in one text', 'ansible.builtin.template: src=a dest=/b mode=0644', ['no-free-form']],
    [
      'content that is a dict',
      'ansible.builtin.copy: { content: { a: 1 }, dest: /x, mode: "0644" }',
      ['avoid-implicit[copy-content]'],
    ],
    ['rights left to chance', 'ansible.builtin.copy: { src: a, dest: /x }', ['risky-file-permissions']],
    ['rights of a directory', 'ansible.builtin.file: { path: /x, state: directory }', ['risky-file-permissions']],
    ['a file that is removed', 'ansible.builtin.file: { path: /x, state: absent }', []],
    ['a line in a file that is there', 'ansible.builtin.lineinfile: { path: /x, line: y }', []],
    [
      'a line in a new file',
      'ansible.builtin.lineinfile: { path: /x, line: y, create: true }',
      ['risky-file-permissions'],
    ],
    ['a mode that is no octal number', 'ansible.builtin.copy: { src: a, dest: /x, mode: 644 }', ['risky-octal']],
    ['a mode in quotes', 'ansible.builtin.copy: { src: a, dest: /x, mode: "0644" }', []],
    ['a mode with a zero', 'ansible.builtin.copy: { src: a, dest: /x, mode: 0644 }', []],
    ['a way out of files', 'ansible.builtin.copy: { src: ../files/a, dest: /x, mode: "0644" }', ['no-relative-paths']],
    ['braces in a condition', `${debug}\nwhen: "{{ x }}"`, ['no-jinja-when']],
    ['a comparison with true', `${debug}\nwhen: x == true`, ['literal-compare']],
    ['a comparison with nothing', `${debug}\nwhen: x == ""`, ['empty-string-compare']],
    ['what should be a handler', `${debug}\nwhen: x.changed`, ['no-handler']],
    ['what should be a handler, as a test', `${debug}\nwhen: x is changed`, ['no-handler']],
    ['failures that nobody hears of', `${debug}\nignore_errors: true`, ['ignore-errors']],
    ['failures that are kept', `${debug}\nignore_errors: true\nregister: x`, []],
    ['a user that nobody becomes', `${debug}\nbecome_user: a`, ['partial-become[task]']],
    ['a package that changes by itself', 'ansible.builtin.apt: { name: a, state: latest }', ['package-latest']],
    ['a checkout that changes by itself', 'ansible.builtin.git: { repo: a, dest: b }', ['latest[git]']],
    ['a checkout of a version', 'ansible.builtin.git: { repo: a, dest: b, version: v1 }', []],
    ['local_action', 'local_action: ansible.builtin.debug msg=x', ['deprecated-local-action']],
    ['a loop over a name', `${debug}\nwith_items: foo`, ['deprecated-bare-vars']],
    ['a tab', 'ansible.builtin.debug: { msg: "a\\tb" }', ['no-tabs']],
    ['a template that cannot be read', 'ansible.builtin.debug: { msg: "{{ x | }}" }', ['jinja[invalid]']],
    ['a condition that cannot be read', `${debug}\nwhen: x and`, ['jinja[invalid]']],
    ['a name with a capital', 'ansible.builtin.set_fact: { Bad: 1 }', ['var-naming[pattern]']],
    ['a word of Python', 'ansible.builtin.set_fact: { class: 1 }', ['var-naming[no-keyword]']],
    ['a variable of the run', 'ansible.builtin.set_fact: { groups: 1 }', ['var-naming[read-only]']],
    ['a short name', 'debug: { msg: x }', ['fqcn[action-core]']],
    ['a password in a loop', 'ansible.builtin.user: { name: a, password: b }\nloop: [1]', ['no-log-password']],
    ['a key that is there twice', `${debug}\nwhen: x\nwhen: y`, ['yaml[key-duplicates]']],
  ])('%s', (_case, task, expected) => {
    expect(ofTask(task)).toEqual(expected);
  });

  test.each<[string, string, string[]]>([
    ['no name', '- ansible.builtin.debug: { msg: x }', ['name[missing]']],
    ['a small letter', `- name: task\n  ${debug}`, ['name[casing]']],
    ['a small letter behind a prefix', `- name: main | task\n  ${debug}`, ['name[casing]']],
    ['a template within', `- name: A {{ b }} c\n  ${debug}`, ['name[template]']],
    ['within a block', `- block:\n    - ${debug}`, ['name[missing]']],
  ])('names: %s', (_case, text, expected) => {
    expect(found(text)).toEqual(expected);
  });

  test('plays and their handlers are looked at', () => {
    const play = `- hosts: all\n  become_user: x\n  vars: { Bad: 1 }\n  handlers:\n    - name: Never\n      ansible.builtin.command: id\n`;
    expect(found(play, 'site.yml')).toEqual([
      'name[play]',
      'no-changed-when',
      'partial-become[play]',
      'unused-handler',
      'var-naming[pattern]',
    ]);
  });

  test('variables and bad YAML', () => {
    expect(found('Bad-name: 1\nok: "{{ x | }}"\n', 'defaults/main.yml')).toEqual([
      'jinja[invalid]',
      'var-naming[pattern]',
    ]);
    expect(found('a: [1\n', 'vars/main.yml')).toEqual(['load-failure[yaml]']);
  });
});

describe('what is left alone', () => {
  test.each([
    ['# noqa: no-changed-when', []],
    ['# noqa no-changed-when', []],
    ['# noqa', []],
    ['# noqa: name', ['no-changed-when']],
  ])('%s', (comment, expected) => {
    expect(found(`- name: A\n  ansible.builtin.command: id ${comment}\n`)).toEqual(expected);
    expect(found(`- name: A ${comment}\n  ansible.builtin.command: id\n`)).toEqual(expected);
  });

  test('tasks with the tag skip_ansible_lint', () => {
    expect(found('- name: A\n  ansible.builtin.command: id\n  tags: [skip_ansible_lint]\n')).toEqual([]);
  });

  test('what the settings say', () => {
    const settings = readLintSettings(
      'skip_list: [name]\nwarn_list: ["no-tabs"]\nenable_list: [fqcn]\nexclude_paths: [x/]\n',
      '.ansible-lint',
    );
    expect(settings).toEqual({ skip: ['name'], warn: ['no-tabs'], enable: ['fqcn'], exclude: ['x/'] });
    const chosen = chosenRules(rules, settings).map(({ id }) => id);
    expect([chosen.includes('name'), chosen.includes('fqcn'), chosen.includes('only-builtins')]).toEqual([
      false,
      true,
      false,
    ]);
    const { findings } = checkFile(
      'tasks/a.yml',
      '- debug: { msg: "a\\tb" }\n',
      chosenRules(rules, { ...settings, skip: [] }),
    );
    expect(judged(findings, settings).map(({ rule, severity }) => `${rule} ${severity}`)).toEqual([
      'fqcn[action-core] error',
      'no-tabs warning',
    ]);
  });
});

describe('fixes', () => {
  test.each([
    ['- name: task # why\n  ansible.builtin.debug:\n', '- name: Task # why\n  ansible.builtin.debug:\n'],
    ['- name: A\n  debug:\n    msg: x # y\n', '- name: A\n  ansible.builtin.debug:\n    msg: x # y\n'],
    [
      '- name: A\n  ansible.builtin.debug:\n  when: "{{ x }}" # y\n',
      '- name: A\n  ansible.builtin.debug:\n  when: x # y\n',
    ],
    [
      '- name: A\n  ansible.builtin.copy:\n    mode: 644 # y\n',
      '- name: A\n  ansible.builtin.copy:\n    mode: "0644" # y\n',
    ],
    ['- name: A\n  ansible.builtin.shell: echo x\n', '- name: A\n  ansible.builtin.command: echo x\n'],
  ])('%j', (text, wanted) => {
    const { findings } = checkFile('tasks/main.yml', text, rules.values());
    const edited = applyEdits(
      text,
      findings.flatMap(({ fix }) => fix ?? []),
    );
    expect(edited.text).toBe(wanted);
  });
});

test.each([
  ['site.yml', [new Map([['hosts', 'all']])], 'playbook'],
  ['roles/a/tasks/x/y.yml', [], 'tasks'],
  ['roles/a/handlers/main.yml', [], 'handlers'],
  ['group_vars/all/a.yml', null, 'vars'],
  ['roles/a/templates/tasks/a.yml', null, 'yaml'],
  ['other.yml', null, 'yaml'],
])('what %s is', (path, data, kind) => {
  expect(kindOf(path, data)).toBe(kind);
});
