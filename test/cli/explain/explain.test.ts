import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import '../../../src/cli/explain/explain-variable.js';
import { findPart, parseVariablePath } from '../../../src/cli/explain/variable-path.js';
import { makeSite, type Ran, type Site } from '../records/site.js';

let site: Site;

beforeAll(() => {
  site = makeSite({
    inventory: '[web]\na port=1\nb\n[web:vars]\nport=2\nansible_connection=local\n[prod:children]\nweb\n[other]\nc\n',
    'group_vars/web.yml': 'port: 3\nusers: [{ name: x, number: "{{ port }}" }]\n',
    'group_vars/prod.yml': 'port: 4\nonly: here\n',
    'host_vars/a.yml': 'port: 5\n',
    'roles/web/defaults/main.yml': 'port: 80\nlow: 1\n',
    'roles/web/vars/main.yml': 'high: 1\n',
    'roles/web/vars/Debian.yml': 'port: 99\n',
    'roles/web/tasks/main.yml': `
- include_vars: "{{ ansible_os_family }}.yml"
- name: narrow
  debug: { msg: "{{ port }}" }
  vars: { port: 7 }
- set_fact: { port: 8 }
- command: id
  register: port
- debug: { msg: "{{ item }}" }
  loop: [1]
`,
    'site.yml': `
- hosts: web
  vars_files: [files.yml]
  vars: { port: 6, api_token: abcdef, shown: "{{ low }}" }
  vars_prompt: [{ name: asked, default: nobody }]
  roles: [{ role: web, low: 9 }]
`,
    'files.yml': 'port: 10\n',
    'extra.yml': 'port: 11\n',
  });
});

afterAll(() => site.remove());

const explain = (...words: readonly string[]): Promise<Ran> => site.provision(['explain', ...words]);

interface Row {
  readonly value: string;
  readonly source: string;
  readonly file: string | null;
  readonly line: number | null;
  readonly valid: string;
  readonly wins: boolean;
}

async function rows(...words: readonly string[]): Promise<string[]> {
  const { output } = await explain(...words, '--json');
  const [{ candidates = [] } = {}] = JSON.parse(output) as { candidates?: Row[] }[];
  const base = (file: string | null): string => file?.replace(`${site.directory}/`, '') ?? '-';
  return candidates.map(
    (row) => `${row.wins ? '* ' : ''}${row.value} ${base(row.file)}:${row.line ?? '-'} ${row.valid}`,
  );
}

describe('explain', () => {
  test('every place that gives a variable a value is told, the winner first and then by precedence', async () => {
    expect(await rows('port', '--host', 'a', 'site.yml')).toEqual([
      '* 10 files.yml:1 always',
      'known when it runs roles/web/tasks/main.yml:8 run',
      '8 roles/web/tasks/main.yml:6 run',
      '99 roles/web/vars/Debian.yml:1 run',
      '7 roles/web/tasks/main.yml:5 within',
      '6 site.yml:4 always',
      '5 host_vars/a.yml:1 always',
      '1 inventory:2 always',
      '3 group_vars/web.yml:1 always',
      '4 group_vars/prod.yml:1 always',
      '2 inventory:5 always',
      '80 roles/web/defaults/main.yml:1 always',
    ]);
  });

  test.each([
    ['extra variables of a file win', ['port', '-e', '@extra.yml', '--host', 'a'], '* 11 extra.yml:1 always'],
    ['what a group says of its hosts', ['only', '--host', 'b'], '* "here" group_vars/prod.yml:2 always'],
    ['a part of a variable', ['users[0].number', '--host', 'a'], '* "{{ port }}" group_vars/web.yml:2 always'],
    ['a part that is rendered', ['users[0].number', '--host', 'a', '--render'], '* 10 group_vars/web.yml:2 always'],
    ['variables of roles', ['high', '--host', 'a'], '* 1 roles/web/vars/main.yml:1 always'],
    ['what looks like a password is masked', ['api_token', '--host', 'a'], '* ******** site.yml:4 always'],
    ['what nobody overrides', ['inventory_hostname', '--host', 'a'], '* "a" -:- always'],
    ['prompts are answered later', ['asked', '--host', 'a'], '"nobody" site.yml:5 run'],
    ['facts are for the host to say', ['ansible_distribution', '--host', 'a'], 'known when it runs -:- run'],
    ['a loop has its items', ['item', '--host', 'a'], 'known when it runs roles/web/tasks/main.yml:10 within'],
  ])('%s', async (_case, words, first) => {
    expect((await rows(...words, 'site.yml'))[0]).toBe(first);
  });

  test('hosts and plays with the same answer are told together', async () => {
    const { output, code } = await explain('low', 'site.yml', '--host', 'web');
    expect({ output, code }).toEqual({
      code: 0,
      output: `low = 1  for a, b in "web"
▸ 1  roles/web/defaults/main.yml:2:1  defaults of the role web, wins
  9  site.yml:6:24                    parameter of the role web, wins within the role web
`,
    });
  });

  test('a host that is in no play has what the inventory says', async () => {
    expect((await explain('port', 'site.yml', '--host', 'c')).output).toContain(
      'is not defined  for c by the inventory',
    );
  });

  test('a name that nothing sets ends with 1, and with what was probably meant', async () => {
    const { code, notes } = await explain('prt', 'site.yml', '--host', 'a');
    expect({ code, notes }).toEqual({ code: 1, notes: 'did you mean "port"?' });
  });

  test('a host that nobody knows is a mistake', async () => {
    expect((await explain('port', 'site.yml', '--host', 'nobody')).notes).toContain('E0204');
  });
});

test.each([
  ['a.b', ['a', 'b']],
  ["a['b c'][0]", ['a', 'b c', '0']],
  ['a[-1]', ['a', '-1']],
])('the path %s', (text, [name, ...parts]) => {
  expect(parseVariablePath(text)).toEqual({ name, parts });
});

test('paths lead through dicts and lists', () => {
  const whole = { value: new Map([['a', [1, 2]]]), at: undefined };
  expect(findPart(whole, ['a', '-1'])?.value).toBe(2);
  expect(findPart(whole, ['a', '5'])).toBeUndefined();
  expect(() => parseVariablePath('a-b')).toThrow('no variable');
});
