import { describe, expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { isInGroup } from '../../src/playbook/action-groups.js';
import { resolveModule } from '../../src/playbook/resolve-module.js';
import type { PlaybookNode } from '../../src/playbook/nodes.js';
import { parseTasks } from '../../src/playbook/parse-tasks.js';
import type { TaskSource } from '../../src/playbook/task-source.js';
import { memoryReader } from './reader.js';

const root = '/collections/ansible_collections/acme/tools';
const runtime = `
plugin_routing:
  modules:
    old: { redirect: acme.tools.middle }
    middle: { redirect: ansible.builtin.debug }
    round: { redirect: acme.tools.round }
    gone: { tombstone: { removal_version: 2.0.0, warning_text: Use new. } }
  action:
    lost: { redirect: acme.tools.nowhere }
action_groups:
  all: [one, acme.other.two, { metadata: { extend_group: more } }]
  more: [three, { metadata: { extend_group: [all] } }]
`;

const files = {
  [`${root}/meta/runtime.yml`]: runtime,
  [`${root}/plugins/action/act.py`]: '',
  [`${root}/plugins/action/both.py`]: '',
  [`${root}/plugins/modules/both.py`]: '',
  [`${root}/plugins/modules/win.py`]: '',
  [`${root}/plugins/modules/win.ps1`]: '',
  '/site/action_plugins/mine.py': '',
  '/collections/ansible_collections/community/general/meta/runtime.yml':
    'plugin_routing: { modules: { shout: { redirect: ansible.builtin.debug } } }',
};

function sourceWith(collections: readonly string[]): TaskSource {
  const keywords = new Map([['collections', { value: [...collections], at: undefined }]]);
  const parent: PlaybookNode = { at: undefined, keywords, parent: undefined, role: undefined };
  const reader = memoryReader(files);
  const base = { reader, parent, role: undefined, file: '/site/site.yml', directory: '/site', isHandler: false };
  return { ...base, variables: new Map(), parseTasks, onRole: () => undefined, importing: [] };
}

describe('the module of a name', () => {
  test.each([
    ['one of ours', 'debug', 'debug'],
    ['in full', 'ansible.builtin.debug', 'ansible.builtin.debug'],
    ['redirected twice', 'acme.tools.old', 'ansible.builtin.debug'],
    ['short, in a collection that is in force', 'old', 'ansible.builtin.debug'],
    ['short, of a collection that was once part of Ansible', 'shout', 'ansible.builtin.debug'],
    ['redirected to itself', 'acme.tools.round', undefined],
    ['redirected to nothing', 'acme.tools.lost', undefined],
    ['unknown', 'nosuch', undefined],
  ])('%s', (_case, name, wanted) => {
    expect(resolveModule(name, sourceWith(['acme.tools']))?.name).toBe(wanted);
  });

  test.each([
    ['an action of a collection', 'acme.tools.act', `${root}/plugins/action/act.py would run in Python`],
    [
      'the module that only documents an action',
      'acme.tools.both',
      `${root}/plugins/action/both.py would run in Python`,
    ],
    ['PowerShell', 'acme.tools.win', `${root}/plugins/modules/win.ps1 is PowerShell`],
    ['an action beside the playbook', 'mine', '/site/action_plugins/mine.py would run in Python'],
    ['one of Ansible that is not here', 'iptables', 'does not have this module'],
    ['one of a collection that comes with Ansible', 'community.mysql.mysql_replication', 'does not have this module'],
    ['the same by its short name', 'mysql_replication', 'does not have this module'],
    ['one of a cloud, by its short name', 'ec2_metadata_facts', 'does not have this module'],
    ['one for Windows, of a collection that is not there', 'win_service', 'is for Windows'],
  ])('%s is known, and refused when it runs', (_case, name, refusal) => {
    expect(resolveModule(name, sourceWith([]))?.refusal).toContain(refusal);
  });

  test('one that was removed says so', () => {
    const attempt = () => resolveModule('acme.tools.gone', sourceWith([]));
    expect(attempt).toThrow(ProvisionError);
    expect(attempt).toThrow(
      "The 'acme.tools.gone' module has been removed. Use new. This feature was removed from collection 'acme.tools' version 2.0.0.",
    );
  });
});

test.each([
  ['acme.tools.one', 'acme.tools.all', true],
  ['acme.other.two', 'acme.tools.all', true],
  ['acme.tools.three', 'acme.tools.all', true],
  ['acme.tools.one', 'acme.tools.more', true],
  ['acme.tools.four', 'acme.tools.all', false],
  ['community.docker.docker_network', 'community.docker.docker', true],
  ['community.docker.docker_network', 'ansible.builtin.docker', true],
  ['ansible.builtin.ping', 'ansible.builtin.testgroup', true],
  ['ansible.builtin.debug', 'ansible.builtin.testgroup', false],
  ['ansible.builtin.copy', 'community.docker.docker', false],
])('%s in the group %s: %s', (module, group, wanted) => {
  expect(isInGroup(module, group, sourceWith([]))).toBe(wanted);
});
