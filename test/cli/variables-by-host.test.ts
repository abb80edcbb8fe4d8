import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './records/site.js';

let site: Site;
afterEach(() => site.remove());

const playbook = `
- hosts: a
  gather_facts: false
  tasks:
    - debug: { msg: "{{ port + base + list + own + nothing_here }}" }
`;

test('an error tells where variables of the inventory are written, the strongest place of each', async () => {
  site = makeSite({
    'site.yml': playbook,
    'group_vars/all.yml': 'port: 80\nbase: /srv\nlist: [1]\n',
    'host_vars/a.yml': '---\nport: 8080\n',
    'hosts.ini': '[all]\na ansible_connection=local own=1\nb ansible_connection=local own=2\n',
  });
  const { output } = await site.provision(['site.yml', '-i', 'hosts.ini']);
  expect(output).toContain('= port: 8080 (host_vars/a.yml:2:1)');
  expect(output).toContain('= base: "/srv" (group_vars/all.yml:2:1)');
  expect(output).toContain('= list: [1] (group_vars/all.yml:3:1)');
  expect(output).toMatch(/= own: 1 \(hosts\.ini:2:\d+\)/);
});
