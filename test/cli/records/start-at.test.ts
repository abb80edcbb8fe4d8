import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './site.js';

const files = {
  'site.yml': `- name: One
  hosts: a
  gather_facts: false
  tasks:
    - { name: first, debug: { msg: did first } }
    - include_tasks: "{{ part }}.yml"
      vars: { part: middle }
    - { name: last, debug: { msg: did last } }
- name: Two
  hosts: a
  gather_facts: false
  vars: { which: web }
  tasks:
    - name: asks
      set_fact: { asked: true }
    - include_role: { name: "{{ which }}" }
    - include_tasks: open-{{ inventory_hostname }}.yml
    - { name: last, debug: { msg: did really last } }
`,
  'middle.yml': '- { name: inner, debug: { msg: did inner } }\n- include_tasks: deep.yml\n',
  'deep.yml':
    '- { name: deep one, debug: { msg: did deep one } }\n\n- name: deep two\n  debug: { msg: did deep two }\n',
  'roles/web/tasks/main.yml':
    '- { name: start, debug: { msg: did start } }\n- { name: serve, debug: { msg: did serve } }\n',
  'open-a.yml': '- { name: opened, debug: { msg: did opened } }\n',
};

let site: Site;
afterEach(() => site.remove());

const did = (output: string): string[] => [...output.matchAll(/did (.*)/g)].map(([, what = '']) => what);

test.each([
  ['deep two', ['deep two', 'last', 'start', 'serve', 'opened', 'really last']],
  ['deep*', ['deep one', 'deep two', 'last', 'start', 'serve', 'opened', 'really last']],
  ['deep.yml:4', ['deep two', 'last', 'start', 'serve', 'opened', 'really last']],
  ['site.yml:8', ['last', 'start', 'serve', 'opened', 'really last']],
  ['web : serve', ['serve', 'opened', 'really last']],
])('--start-at-task "%s" begins there', async (name, wanted) => {
  site = makeSite(files);
  const ran = await site.provision(['site.yml', '--start-at-task', name]);
  expect(did(ran.output)).toEqual(wanted);
  expect(ran.code).toBe(0);
});

test('a task in an include whose name needs the host is found by the run', async () => {
  site = makeSite(files);
  const { output } = await site.provision(['site.yml', '--start-at-task', 'opened']);
  expect(did(output)).toEqual(['opened', 'really last']);
});

test('a name that several tasks have is told, and one that none has ends the command', async () => {
  site = makeSite({ ...files, 'open-a.yml': '[]', 'site.yml': files['site.yml'].replace(/.*open-.*\n/, '') });
  const { output } = await site.provision(['site.yml', '--start-at-task', 'last']);
  expect(output).toContain('"last" is the name of 2 tasks');
  expect(did(output)[0]).toBe('last');
  const none = await site.provision(['site.yml', '--start-at-task', 'deep tow']);
  expect(none).toMatchObject({ code: 1, notes: expect.stringMatching(/E0408[^]*did you mean "deep two"/) });
});
