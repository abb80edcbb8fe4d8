import { expect, test } from 'vitest';
import { requirementHint } from '../../src/playbook/requirements.js';
import { memoryReader } from './reader.js';

const files = {
  '/site/requirements.yml': 'roles: [{src: "https://example.com/acme/app.git"}]\ncollections: [acme.tools]',
  '/site/galaxy.yml': 'dependencies: {acme.base: ">=1.2", acme.any: "*"}',
};

test.each([
  ['a role', 'app', 'ansible-galaxy role install -r /site/requirements.yml'],
  ['a module of a collection', 'acme.tools.x', 'ansible-galaxy collection install -r /site/requirements.yml'],
  ['a dependency', 'acme.base.x', "ansible-galaxy collection install 'acme.base:>=1.2'"],
  ['a dependency of any version', 'acme.any.x', 'ansible-galaxy collection install acme.any`'],
])('%s that a file names is told with how to install it', (_case, name, wanted) => {
  expect(requirementHint(name, { reader: memoryReader(files), directory: '/site/playbooks' })).toContain(wanted);
});

test.each([
  ['nothing', files],
  ['files with mistakes', { '/site/requirements.yml': '[', '/site/galaxy.yml': '{' }],
])('of %s nothing is told', (_case, given) => {
  expect(requirementHint('acme.other.x', { reader: memoryReader(given), directory: '/site' })).toBeUndefined();
});
