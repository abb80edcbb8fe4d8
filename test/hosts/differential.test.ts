import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { isRecorded, readCases } from '../differential/case.js';
import { onHosts } from '../differential/hosts.js';
import { replay } from '../differential/replay.js';
import type { Program } from '../differential/run-case.js';
import { describeHosts } from '../lab/host-test.js';

const project = join(import.meta.dirname, '..', '..');
const provision: Program = ['node', join(project, 'dist/provision.mjs'), 'as', 'ansible-playbook'];
const cases = readCases().filter(({ onDemand }) => !onDemand);

/** What test/differential/README.md tells about. */
describeHosts('modules do what they do in Ansible', () => {
  const problems = new Map<string, readonly string[]>();

  beforeAll(() =>
    onHosts(cases.filter(isRecorded), { hosts: 2, python: false, fresh: false }, async (wanted, host) => {
      const found = await replay(wanted, host, provision).catch((error: unknown) => [String(error)]);
      problems.set(wanted.name, found);
    }),
  );

  test.each(cases.map(({ name }) => name))('%s', (name) => {
    expect(problems.get(name)?.join('\n') ?? 'not recorded yet').toBe('');
  });
});
