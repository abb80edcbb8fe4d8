import { describe, expect, test } from 'vitest';
import { tasksOf, type Play, type Task } from '../../src/playbook/nodes.js';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { memoryReader } from './reader.js';

function read(
  files: Readonly<Record<string, string>>,
  settings: { acceptsOldForms?: boolean } = {},
): { plays: Play[]; problems: string[] } {
  const reader = { ...memoryReader(files), ...settings };
  const plays = parsePlaybook('/site/site.yml', reader);
  const problems = reader.problems.map(({ code, at }) => `${code} ${at?.line ?? '?'}:${at?.column ?? '?'}`);
  return { plays, problems };
}

const names = (tasks: Iterable<Task>): unknown[] => [...tasks].map(({ keywords }) => keywords.get('name')?.value);

describe('imports', () => {
  test('import_tasks becomes the tasks of the file, which inherit its keywords', () => {
    const { plays, problems } = read({
      '/site/site.yml': '- {hosts: all, tasks: [{import_tasks: "{{ part }}.yml", tags: [x]}], vars: {part: one}}',
      '/site/one.yml': '- {name: first, debug: {msg: a}}\n- {name: second, import_tasks: sub/two.yml}',
      '/site/sub/two.yml': '- {name: third, debug: {msg: b}}',
    });
    expect(problems).toEqual([]);
    const tasks = [...tasksOf(plays[0]?.tasks ?? [])];
    expect(names(tasks)).toEqual(['first', 'third']);
    expect(tasks[0]?.parent?.keywords.get('tags')?.value).toEqual(['x']);
  });

  test('an imported playbook gives its plays, below the keywords of the import', () => {
    const { plays, problems } = read({
      '/site/site.yml': '- {import_playbook: other/more.yml, vars: {a: 1}}\n- {name: last, hosts: all}',
      '/site/other/more.yml': '- {name: first, hosts: all}',
    });
    expect(problems).toEqual([]);
    expect(plays.map(({ name, directory }) => [name, directory])).toEqual([
      ['first', '/site/other'],
      ['last', '/site'],
    ]);
    expect(plays[0]?.parent?.keywords.has('vars')).toBe(true);
  });
});

test('keywords that an include cannot have are warned of and left out, where the settings say so', () => {
  const warnings: string[] = [];
  const files = {
    '/site/site.yml': '- {hosts: all, tasks: [{include_tasks: x.yml, become: true, when: a}]}',
    '/site/x.yml': '[]',
  };
  const warn = (message: string): void => void warnings.push(message);
  const [play] = parsePlaybook('/site/site.yml', { ...memoryReader(files), warn, refusesIncludeKeywords: false });
  expect(warnings).toEqual(['Ignoring invalid attribute: become']);
  expect([...tasksOf(play?.tasks ?? [])].map(({ keywords }) => [...keywords.keys()])).toEqual([['when']]);
});

describe('roles', () => {
  const role = {
    '/site/roles/app/tasks/main.yml': '- {name: app, debug: {msg: a}}',
    '/site/roles/app/handlers/main.yml': '- {name: restart, debug: {msg: r}}',
    '/site/roles/app/defaults/main.yml': '{port: 80}',
    '/site/roles/app/meta/main.yml': 'dependencies: [base]',
    '/site/roles/base/tasks/main.yaml': '- {name: base, debug: {msg: b}}',
  };

  test('run behind their dependencies and bring their handlers', () => {
    const { plays, problems } = read({ ...role, '/site/site.yml': '- {hosts: all, roles: [{role: app, size: 3}]}' });
    expect(problems).toEqual([]);
    expect(names(tasksOf(plays[0]?.roleTasks ?? []))).toEqual(['base', 'app']);
    expect(names(tasksOf(plays[0]?.handlers ?? []))).toEqual(['restart']);
    const app = plays[0]?.roles.find(({ name }) => name === 'app');
    expect(app?.defaults.get('port')).toBe(80);
    expect(app?.parameters.get('size')).toBe(3);
  });

  test('are found in collections by their full name', () => {
    const { plays, problems } = read({
      '/site/site.yml': '- {hosts: all, roles: [mine.tools.app]}',
      '/collections/ansible_collections/mine/tools/roles/app/tasks/main.yml': '- {name: there, debug: {msg: a}}',
    });
    expect(problems).toEqual([]);
    expect(names(tasksOf(plays[0]?.roleTasks ?? []))).toEqual(['there']);
  });
});

describe('problems are collected with their places', () => {
  test.each<[string, string, string[]]>([
    ['unknown keyword of a play', '- hosts: all\n  task: []', ['E0401 2:3']],
    ['keyword of the wrong type', '- hosts: all\n  gather_facts: maybe', ['E0402 2:3']],
    ['variables that are none', '- hosts: all\n  vars: [a, b]', ['E0403 2:9']],
    ['no hosts', '- name: x', ['E0403 1:3']],
    ['no module', '- hosts: all\n  tasks:\n    - name: x', ['E0403 3:7']],
    ['two modules', '- hosts: all\n  tasks:\n    - debug: {msg: x}\n      copy: {src: y}', ['E0403 4:7']],
    ['unknown module', '- hosts: all\n  tasks:\n    - debgu: {msg: x}', ['E0501 3:7']],
    ['unknown task keyword', '- hosts: all\n  tasks:\n    - debug: {msg: x}\n      wehn: y', ['E0401 4:7']],
    ['missing role', '- hosts: all\n  roles: [nobody]', ['E0404 2:11']],
    ['missing import', '- hosts: all\n  tasks:\n    - import_tasks: x.yml', ['E0406 3:7']],
    ['missing include', '- hosts: all\n  tasks:\n    - include_tasks: x.yml', ['E0406 3:7']],
    ['guarded include', '- hosts: all\n  tasks:\n    - include_tasks: x.yml\n      when: false', []],
    ['unknown lookup', '- hosts: all\n  tasks:\n    - debug: {msg: x}\n      with_nothing: [1]', ['E0306 4:7']],
    ['two loops', '- hosts: all\n  tasks:\n    - {debug: {msg: x}, loop: [1], with_items: [1]}', ['E0410 3:36']],
    ['variables as a list', '- hosts: all\n  vars: [a]', ['E0403 2:9']],
    ['a variable that is no name', '- hosts: all\n  tasks:\n    - {debug: {msg: x}, vars: {a-b: 1}}', ['E0410 3:32']],
    ['a host that is no text', '- hosts: [1]', ['E0403 1:3']],
    ['an import of nothing', '- import_playbook:', ['E0403 1:3']],
    ['a rescue without a block', '- hosts: all\n  tasks:\n    - rescue: []', []],
    ['import of itself', '- import_playbook: site.yml', ['E0406 1:3']],
  ])('%s', (_name, text, expected) => {
    expect(read({ '/site/site.yml': text }).problems).toEqual(expected);
  });
});

test('an action may be named by a template, with its arguments behind it', () => {
  const { plays, problems } = read({
    '/site/site.yml':
      '- hosts: all\n  tasks:\n    - action: "{{ ansible_pkg_mgr }} name={{ a }}"\n    - action: {module: "{{ m }}", name: x}\n    - action: nope\n',
  });
  expect(problems).toEqual(['E0501 5:7']);
  const tasks = [...tasksOf(plays[0]?.tasks ?? [])];
  expect(tasks.map(({ action, args }) => [action, [...args.keys()]])).toEqual([
    ['{{ ansible_pkg_mgr }}', ['name']],
    ['{{ m }}', ['name']],
  ]);
});

describe('what Ansible accepted before 2.19', () => {
  test.each([
    ['a list of variables', '- hosts: all\n  vars: [{a: 1}]', 'E0403 2:9'],
    ['the action include', '- hosts: all\n  tasks:\n    - include: "{{ x }}.yml"', 'E0505 3:7'],
  ])('%s is refused only where its rules are asked for', (_case, text, problem) => {
    const files = { '/site/site.yml': text };
    expect(read(files).problems).toEqual([]);
    expect(read(files, { acceptsOldForms: false }).problems).toEqual([problem]);
  });
});
