import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readCases } from './jinja-case.js';
import { runCase, type CaseResult } from './jinja.js';

const recorded = fileURLToPath(new URL('jinja-recorded.json', import.meta.url));
const shared = fileURLToPath(new URL('../../../shared/conformance/jinja.json', import.meta.url));

async function runAll(file: string): Promise<readonly CaseResult[]> {
  const results: CaseResult[] = [];
  for (const jinjaCase of readCases(file)) results.push(await runCase(jinjaCase));
  return results;
}

function failuresOf(results: readonly CaseResult[]): readonly string[] {
  return results
    .filter(({ passed }) => !passed)
    .map(({ id, expected, got }) => `${id}: expected ${expected}, got ${got}`);
}

test('templates give what Ansible gave when the cases were recorded', async () => {
  expect(failuresOf(await runAll(recorded))).toEqual([]);
});

test.skipIf(!existsSync(shared))(
  `at least 97 % of the shared conformance cases pass (skipped where ../shared/conformance is absent)`,
  { timeout: 120_000 },
  async () => {
    const results = await runAll(shared);
    const failures = failuresOf(results);
    expect(failures.length / results.length, failures.join('\n')).toBeLessThanOrEqual(0.03);
  },
);
