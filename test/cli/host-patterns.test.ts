import { afterEach, expect, test } from 'vitest';
import { makeSite, type Site } from './records/site.js';

let site: Site;
afterEach(() => site.remove());

const playbook = `
- hosts: a:wbe
  gather_facts: false
  tasks: []
`;

const warning = 'Could not match supplied host pattern, ignoring: wbe';

test('a mistyped group has the place where it is written', async () => {
  site = makeSite({ 'site.yml': playbook });
  expect((await site.provision(['site.yml'])).notes).toContain(`${warning} (site.yml:2:`);
});

test('one on the command line has no place', async () => {
  site = makeSite({ 'site.yml': playbook.replace(':wbe', '') });
  expect((await site.provision(['site.yml', '-l', 'a,wbe'])).notes).toMatch(/ignoring: wbe$/m);
});

test('where it is an error, the error has the place', async () => {
  site = makeSite({ 'site.yml': playbook });
  const { code, output, notes } = await site.provision(['site.yml'], undefined, {
    ANSIBLE_HOST_PATTERN_MISMATCH: 'error',
  });
  expect(code).not.toBe(0);
  expect(output + notes).toMatch(/E0204[^]*site\.yml:2:/);
});
