import { expect, test } from 'vitest';
import { keepSeconds } from '../../../src/cli/keep/wanted.js';

test.each<[string, boolean, Readonly<Record<string, string>>, number]>([
  ['site.yml', true, {}, 60],
  ['', true, {}, 60],
  ['exec all -a id', true, {}, 60],
  ['as ansible-playbook site.yml', true, {}, 60],
  ['as ansible all -m ping', true, {}, 60],
  ['site.yml', false, {}, 0],
  ['site.yml', true, { CI: 'true' }, 0],
  ['site.yml', true, { CI: 'false' }, 60],
  ['site.yml', false, { PROVISION_KEEP: '5' }, 5],
  ['site.yml', false, { CI: 'true', PROVISION_KEEP: '5' }, 5],
  ['site.yml', false, { PROVISION_KEEP: '1' }, 60],
  ['site.yml', false, { PROVISION_KEEP: 'yes' }, 60],
  ['site.yml', true, { PROVISION_KEEP: '0' }, 0],
  ['site.yml', true, { PROVISION_KEEP: '' }, 60],
  ['site.yml', true, { PROVISION_KEEP: 'soon' }, 0],
  ['--no-keep site.yml', true, { PROVISION_KEEP: '5' }, 0],
  ['--keep 7 site.yml', false, { PROVISION_KEEP: '0' }, 7],
  ['--keep=7 site.yml', false, {}, 7],
  ['--keep 7 --no-keep site.yml', false, {}, 0],
  ['vault edit secrets.yml', true, {}, 0],
  ['-v vault edit secrets.yml', true, {}, 0],
  ['inventory --list', true, {}, 0],
  ['keep status', true, {}, 0],
  ['as ansible-vault edit secrets.yml', true, {}, 0],
  ['as ansible-inventory --list', true, {}, 0],
  ['--version', true, { PROVISION_KEEP: '5' }, 0],
  ['site.yml --list-tasks', true, {}, 0],
  ['site.yml --syntax-check', true, {}, 0],
])('provision %s (terminal: %s, %o) keeps for %i s', (line, isTerminal, variables, seconds) => {
  expect(keepSeconds(line.split(' ').filter(Boolean), { variables, isTerminal })).toBe(seconds);
});
