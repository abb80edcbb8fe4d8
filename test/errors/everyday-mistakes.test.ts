import { afterEach, describe, expect, test } from 'vitest';
import { makeSite, type Site } from '../cli/records/site.js';

/** A site in which everything is right; each mistake adds or replaces files. */
const site: Readonly<Record<string, string>> = {
  'group_vars/all.yml': 'app_port: 8080\napp_name: shop\napp: { name: shop, ports: { http: 80 } }\nusers: { ada: 1 }\n',
  'vars/prod.yml': 'a: 1\n',
  'files/motd': 'hello\n',
  'tasks/install.yml': '- ping:\n',
  'roles/web/tasks/main.yml':
    '- name: Configure\n  template: { src: web.conf.j2, dest: "{{ playbook_dir }}/web.conf" }\n',
  'roles/web/defaults/main.yml': 'web_workers: 4\n',
  'roles/web/templates/web.conf.j2': 'workers={{ web_workers }}\n',
};

interface Mistake {
  readonly name: string;
  /** The tasks of a play for the host `a`. */
  readonly tasks?: string;
  readonly files?: Readonly<Record<string, string>>;
  readonly words?: readonly string[];
  readonly code: number;
  /** What stands in the message, in this order: where it is, and what to do. */
  readonly tells: readonly string[];
}

const mistakes: readonly Mistake[] = [
  {
    name: 'a variable with a typo',
    tasks: '    - debug: { msg: "port {{ app_prot }}" }',
    code: 2,
    tells: ["E0301 on a: 'app_prot' is undefined", 'site.yml:4:30', '^^^^^^^^', 'did you mean "app_port"?'],
  },
  {
    name: 'a variable with a typo in a variable',
    tasks: '    - debug: { msg: "{{ url }}" }',
    files: { 'group_vars/a.yml': '', 'host_vars/a.yml': 'url: "http://{{ app_nmae }}"\n' },
    code: 2,
    tells: ['host_vars/a.yml:1:17, from site.yml:4:7', 'url: "http://{{ app_nmae }}"', 'did you mean "app_name"?'],
  },
  {
    name: 'an attribute that is not there',
    tasks: '    - debug: { msg: "{{ app.port.http }}" }',
    code: 2,
    tells: [
      "no attribute 'port'",
      'site.yml:4:29',
      'app: {"name":"shop","ports":{"http":80}}',
      'did you mean "ports"?',
    ],
  },
  {
    name: 'a variable in a role template',
    tasks: '    - import_role: { name: web }',
    files: { 'roles/web/templates/web.conf.j2': 'a\nworkers={{ web_worker }}\n' },
    code: 2,
    tells: ['web.conf.j2:2:12, from roles/web/tasks/main.yml:1:3, from site.yml:4:7', 'did you mean "web_workers"?'],
  },
  {
    name: 'a variable in a block of text',
    tasks: '    - shell: |\n        true\n        echo {{ app_prot }}',
    code: 2,
    tells: ['site.yml:6:17', '6 │         echo {{ app_prot }}', 'did you mean "app_port"?'],
  },
  {
    name: 'a condition',
    tasks: '    - ping:\n      when: app_prt > 80',
    code: 2,
    tells: ["'app_prt' is undefined", 'site.yml:5:13', 'did you mean "app_port"?'],
  },
  {
    name: 'a module',
    tasks: '    - ansible.builtin.cpoy: { dest: /tmp/x }',
    code: 4,
    tells: ['there is no module "ansible.builtin.cpoy"', 'site.yml:4:7', 'did you mean "ansible.builtin.copy"?'],
  },
  {
    name: 'a module of a collection that is not installed',
    tasks: '    - example.cloud.instance: { name: x }',
    code: 4,
    tells: ['there is no module "example.cloud.instance"', 'ansible-galaxy collection install example.cloud'],
  },
  {
    name: 'an argument',
    tasks: '    - copy: { contnet: x, dest: /tmp/x }',
    code: 4,
    tells: ['has no argument "contnet"', 'site.yml:4:15', 'did you mean "content"?'],
  },
  {
    name: 'the value of an argument',
    tasks: '    - file: { path: /tmp/x, state: directroy }',
    code: 4,
    tells: ['"state" must be one of absent, directory', 'site.yml:4:29'],
  },
  {
    name: 'the value of an argument from a variable',
    tasks: '    - wait_for: { port: "{{ app_name }}", timeout: 1 }',
    code: 2,
    tells: ["argument 'port'", 'site.yml:4:19', 'app_name: "shop"'],
  },
  {
    name: 'an argument that is missing',
    tasks: '    - copy: { content: x }',
    code: 4,
    tells: ['dest is required', 'site.yml:4:13'],
  },
  {
    name: 'a keyword',
    tasks: '    - ping:\n      whne: true',
    code: 4,
    tells: ['"whne" is no keyword of a task', 'site.yml:5:7', 'did you mean "when"?'],
  },
  {
    name: 'two modules in one task',
    tasks: '    - ping:\n      command: "true"',
    code: 4,
    tells: ['a task has one module, and this one has 2: ping, command', 'make a task of each'],
  },
  {
    name: 'a handler',
    tasks: '    - command: "true"\n      notify: restrat\n  handlers:\n    - { name: restart, ping: }',
    code: 1,
    tells: ["'restrat' was not found", 'site.yml:5:15', 'did you mean "restart"?'],
  },
  {
    name: 'a role',
    tasks: '    - import_role: { name: wbe }',
    code: 1,
    tells: ["the role 'wbe' was not found", 'site.yml:4:', 'did you mean "web"?'],
  },
  {
    name: 'a group',
    files: { 'site.yml': '- hosts: wbe\n  tasks: []\n', inventory: '[web]\na ansible_connection=local\n' },
    code: 0,
    tells: ['wbe (did you mean "web"?)'],
  },
  {
    name: 'a limit',
    tasks: '    - ping:',
    words: ['-l', 'c'],
    code: 1,
    tells: ['no hosts to target', 'provision inventory --graph'],
  },
  {
    name: 'a tag',
    tasks: '    - ping:\n      tags: install',
    words: ['-t', 'instal'],
    code: 0,
    tells: ['no task has the tag "instal": did you mean "install"?'],
  },
  {
    name: 'a file',
    tasks: '    - copy: { src: motdd, dest: /tmp/motd }',
    code: 2,
    tells: ['there is no file "motdd" on this machine', 'site.yml:4:7', 'did you mean "motd"?'],
  },
  {
    name: 'an include',
    tasks: '    - include_tasks: tasks/instal.yml',
    code: 1,
    tells: ['there is no file of tasks "tasks/instal.yml"', 'site.yml:4:7', 'did you mean "install.yml"?'],
  },
  {
    name: 'a file of variables',
    tasks: '    - ping:\n  vars_files: [vars/prodd.yml]',
    code: 0,
    tells: ['there is no variables file "vars/prodd.yml"', 'did you mean "prod.yml"?', 'site.yml:5:'],
  },
  {
    name: 'imports in a circle',
    tasks: '    - import_tasks: tasks/a.yml',
    files: { 'tasks/a.yml': '- import_tasks: b.yml\n', 'tasks/b.yml': '- import_tasks: a.yml\n' },
    code: 1,
    tells: ['"a.yml" imports itself', 'tasks/b.yml:1:3, from tasks/a.yml:1:3, from site.yml:4:7', 'take one'],
  },
  {
    name: 'a mistake in an imported file',
    tasks: '    - import_tasks: tasks/install.yml',
    files: { 'tasks/install.yml': '- ping:\n  whne: true\n' },
    code: 4,
    tells: ['tasks/install.yml:2:3, from site.yml:4:7', 'did you mean "when"?'],
  },
  {
    name: 'the playbook',
    words: ['stie.yml'],
    code: 1,
    tells: ['stie.yml could not be found', 'did you mean "site.yml"?'],
  },
  {
    name: 'the inventory',
    tasks: '    - ping:',
    words: ['-i', 'inventroy'],
    code: 1,
    tells: ['there is no inventory inventroy', 'did you mean "inventory"?'],
  },
  {
    name: 'a tab in YAML',
    files: { 'site.yml': '- hosts: a\n  tasks:\n\t- ping:\n' },
    code: 4,
    tells: ['a tab cannot indent YAML', 'site.yml:3:1', 'replace the tab by spaces'],
  },
  {
    name: 'wrong indentation',
    tasks: '    - copy:\n        content: x\n       dest: /tmp/x',
    code: 4,
    tells: ['not indented like its neighbours', 'site.yml:6:1'],
  },
  {
    name: 'a template without quotes',
    tasks: '    - debug:\n        msg: {{ app_port }}',
    code: 4,
    tells: ['a value that begins with {{ must be quoted', 'site.yml:5:14', 'put the whole value in quotes'],
  },
  {
    name: 'a missing colon',
    tasks: '    - name Install\n      ping:',
    code: 4,
    tells: ['a colon is missing in this line', 'site.yml:4:7'],
  },
  {
    name: 'a key that is there twice',
    tasks: '    - debug:\n        msg: 1\n        msg: 2',
    code: 0,
    tells: ["duplicate mapping key 'msg'", 'site.yml:6:9'],
  },
  {
    name: 'a template that is not closed',
    tasks: '    - debug: { msg: "{{ app_port | default(1 }}" }',
    code: 4,
    tells: ['E0302', "unexpected '}', expected ')'", 'site.yml:4:46'],
  },
  {
    name: 'a filter',
    tasks: '    - debug: { msg: "{{ app_name | upperr }}" }',
    code: 4,
    tells: ["No filter named 'upperr'", 'site.yml:4:36', '^^^^^^', 'did you mean "upper"?'],
  },
  {
    name: 'a test',
    tasks: '    - debug: { msg: "{{ app_name is definedd }}" }',
    code: 4,
    tells: ["No test named 'definedd'", 'did you mean "defined"?'],
  },
  {
    name: 'a lookup',
    tasks: "    - debug: { msg: \"{{ lookup('fiel', 'x') }}\" }",
    code: 2,
    tells: ["The lookup plugin 'fiel' was not found", 'did you mean "file"?'],
  },
  {
    name: 'a loop over a mapping',
    tasks: '    - debug: { msg: "{{ item }}" }\n      loop: "{{ users }}"',
    code: 2,
    tells: ["must resolve to a 'list', not 'dict'", 'site.yml:5:13', 'users: {"ada":1}', 'dict2items'],
  },
  {
    name: 'a command that fails on one of the hosts',
    tasks: '    - name: Check\n      shell: "echo bad block on {{ app_name }} >&2; exit 3"',
    code: 2,
    tells: [
      'error on a: exit status 3',
      'site.yml:4:7',
      'ran: echo bad block on shop >&2',
      'app_name: "shop"',
      '│ bad block on shop',
    ],
  },
  {
    name: 'a command that is not there',
    tasks: '    - command: terrafrom apply',
    code: 2,
    tells: ['terrafrom', 'not found', 'site.yml:4:7', 'ran: terrafrom apply'],
  },
  {
    name: 'an assertion',
    tasks: '    - assert: { that: [app_port < 1000] }',
    code: 2,
    tells: ['Assertion failed', 'does not hold: app_port < 1000', 'app_port: 8080'],
  },
  {
    name: 'a vault password that is not given',
    tasks: '    - debug: { msg: "{{ s }}" }',
    files: {
      'host_vars/a.yml': `s: !vault |
  $ANSIBLE_VAULT;1.1;AES256
  62313365396662343061393464336163383764373764613633653634306231386433626436623361
  6134333665353966363534333632666535333761666131620a663537646436643839616531643561
  63396265333963386166373632626539326166353965363262633030333630313338646335303630
  3438626666666137650a353638643435666633633964366338633066623234616432373231333331
  6564
`,
    },
    code: 2,
    tells: ['E0701', 'host_vars/a.yml:1:', '--vault-password-file'],
  },
];

describe('the message alone is enough to mend', () => {
  let made: Site | undefined;
  afterEach(() => made?.remove());

  test.each(mistakes.map((mistake) => [mistake.name, mistake] as const))('%s', async (_name, mistake) => {
    const { tasks = '    - ping:', files = {}, words = [] } = mistake;
    made = makeSite({ ...site, 'site.yml': `- hosts: a\n  gather_facts: false\n  tasks:\n${tasks}\n`, ...files });
    const playbook = words.some((word) => word.endsWith('.yml')) ? [] : ['site.yml'];
    const { code, output, notes } = await made.provision(['-i', 'inventory', ...words, ...playbook]);
    const told = `${notes}\n${output}`;
    let from = 0;
    for (const part of mistake.tells) {
      const at = told.indexOf(part, from);
      expect(at, `"${part}" in ${told.slice(from)}`).toBeGreaterThanOrEqual(0);
      from = at;
    }
    expect(code).toBe(mistake.code);
  });

  test('all mistakes in content are told at once, before a host is asked', async () => {
    const tasks = [
      '- cpoy: { dest: /tmp/x }',
      '- debug: { mgs: x }',
      '- debug: { msg: "{{ 1 | upperr }}" }',
      '- include_tasks: nope.yml',
      '- ping:\n      wehn: true',
    ];
    made = makeSite({ ...site, 'site.yml': `- hosts: a\n  tasks:\n${tasks.map((task) => `    ${task}\n`).join('')}` });
    const { notes, output } = await made.provision(['-i', 'inventory', 'site.yml']);
    expect(output).toBe('');
    expect(notes.match(/error E\d+/g)?.sort()).toEqual([
      'error E0304',
      'error E0401',
      'error E0406',
      'error E0501',
      'error E0502',
    ]);
  });
});

describe('values beside an error', () => {
  let made: Site | undefined;
  afterEach(() => made?.remove());

  async function failing(vars: string, command: string): Promise<string> {
    made = makeSite({
      'site.yml': `- hosts: a\n  gather_facts: false\n  vars:\n${vars}\n  tasks:\n    - shell: "exit 1"\n      environment: { X: "{{ 1 }}" }\n      args: { stdin: "${command}" }\n`,
    });
    return (await made.provision(['-i', 'inventory', 'site.yml'])).output;
  }

  test.each([
    ['a name that says that it is secret', '    db_password: hunter2xyz', '{{ db_password }}'],
    ['what is made of one', '    db_password: hunter2xyz\n    dsn: "pg://u:{{ db_password }}@h"', '{{ dsn }}'],
    ['a member with such a name', '    db: { user: u, password: hunter2xyz }', '{{ db.user }}'],
  ])('%s is not shown', async (_case, vars, command) => {
    const output = await failing(vars, command);
    expect(output).toMatch(/= (?:db_password|dsn|db): /);
    expect(output).not.toContain('hunter2xyz');
  });
});
