import { describe, expect, test } from 'vitest';
import { parsePlaybook } from '../../src/playbook/parse-playbook.js';
import { isDict, isList } from '../../src/values/value.js';
import { memoryReader } from './reader.js';

const runtime = `
plugin_routing: { modules: { old: { redirect: ansible.builtin.debug } } }
action_groups: { net: [old] }
`;

function read(defaults: string): { names: unknown[]; problems: string[] } {
  const reader = memoryReader({
    '/site/site.yml': `- hosts: all\n  module_defaults: ${defaults}`,
    '/collections/ansible_collections/acme/tools/meta/runtime.yml': runtime,
  });
  const [play] = parsePlaybook('/site/site.yml', reader);
  const parts = play?.keywords.get('module_defaults')?.value;
  const names = isList(parts) ? parts.flatMap((part) => (isDict(part) ? [...part.keys()] : [])) : [];
  return { names, problems: reader.problems.map(({ code, message }) => `${code} ${message}`) };
}

describe('module_defaults', () => {
  test.each([
    ['a module of ours', '{debug: {}}', ['debug']],
    ['one that was renamed', '{acme.tools.old: {}}', ['ansible.builtin.debug']],
    ['a group', '{group/acme.tools.net: {}}', ['group/acme.tools.net']],
    ['a group of Ansible', '{group/docker: {}}', ['group/ansible.builtin.docker']],
    ['a group of Ansible in full', '{group/ansible.builtin.testgroup: {}}', ['group/ansible.builtin.testgroup']],
    ['a list', '[{debug: {}}, {copy: {}}]', ['debug', 'copy']],
    ['nothing', '', []],
  ])('name %s in full', (_case, defaults, wanted) => {
    expect(read(defaults)).toEqual({ names: wanted, problems: [] });
  });

  test.each([
    ['an unknown module', '{nosuch: {}}', 'E0403 Could not resolve action ansible.legacy.nosuch in module_defaults'],
    ['a module of no collection', '{a.b.c: {}}', 'E0403 Could not resolve action a.b.c in module_defaults'],
    ['a short name of a collection', '{old: {}}', 'E0403 Could not resolve action ansible.legacy.old in'],
    ['an unknown group', '{group/x: {}}', 'could not resolve the module_defaults group ansible.builtin.x'],
    [
      'a group that is no legacy one',
      '{group/ansible.legacy.docker: {}}',
      'the module_defaults group ansible.legacy.docker',
    ],
    ['an unknown group of a collection', '{group/acme.tools.x: {}}', 'the module_defaults group acme.tools.x'],
    ['text', 'debug', "The field 'module_defaults' is supposed to be a dictionary or list of dictionaries"],
  ])('report %s', (_case, defaults, wanted) => {
    const { names, problems } = read(defaults);
    expect(names).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(wanted)]);
  });
});
