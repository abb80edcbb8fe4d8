import { describe, expect, test } from 'vitest';
import { findCollectionPlaybook } from '../../src/playbook/collection-playbooks.js';
import { tasksOf } from '../../src/playbook/nodes.js';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { memoryReader } from './reader.js';

const tools = '/collections/ansible_collections/acme/tools';
const files = {
  [`${tools}/playbooks/site.yml`]: '- {hosts: all, tasks: [{old: {}}], roles: [app]}',
  [`${tools}/playbooks/both.yml`]: '- hosts: all',
  [`${tools}/playbooks/both.yaml`]: '- hosts: all',
  [`${tools}/playbooks/sub/part.yaml`]: '- hosts: all',
  [`${tools}/roles/app/tasks/main.yml`]: '- {debug: {msg: a}}',
  [`${tools}/meta/runtime.yml`]: 'plugin_routing: { modules: { old: { redirect: ansible.builtin.debug } } }',
};

describe('the playbook of a collection', () => {
  test.each([
    ['by its name', 'acme.tools.site', 'site.yml'],
    ['with an ending', 'acme.tools.both.yaml', 'both.yaml'],
    ['.yml first', 'acme.tools.both', 'both.yml'],
    ['in a folder', 'acme.tools.sub.part', 'sub/part.yaml'],
    ['with an ending that it has not', 'acme.tools.site.yaml', undefined],
    ['of no collection', 'acme.nothing.site', undefined],
    ['a file', './acme.tools.site', undefined],
  ])('is found %s', (_case, name, wanted) => {
    const found = findCollectionPlaybook(name, { reader: memoryReader(files), directory: '/site' });
    expect(found).toBe(wanted && `${tools}/playbooks/${wanted}`);
  });

  test('finds the modules and roles of its own collection, and so do plays that are read after it', () => {
    const site = '- import_playbook: acme.tools.site\n- {hosts: all, tasks: [{old: {}}]}';
    const reader = memoryReader({ ...files, '/site/site.yml': site });
    const plays = parsePlaybook('/site/site.yml', reader);
    expect(reader.problems).toEqual([]);
    expect(plays.map(({ home }) => home)).toEqual(['acme.tools', 'acme.tools']);
    const [task] = tasksOf(plays[1]?.tasks ?? []);
    expect(task?.module.name).toBe('ansible.builtin.debug');
    expect(plays[0]?.roles.map(({ collection }) => collection)).toEqual(['acme.tools']);
  });

  test('is missing by the path at which a file of that name would be', () => {
    const reader = memoryReader({ '/site/site.yml': '- import_playbook: acme.tools.none' });
    parsePlaybook('/site/site.yml', reader);
    expect(reader.problems.map(({ code }) => code)).toEqual(['E0406']);
    expect(reader.problems[0]?.message).toContain("'/site/acme.tools.none'");
  });
});
