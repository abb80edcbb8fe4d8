import { execa } from 'execa';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const project = join(import.meta.dirname, '..');

// It starts a vitest of its own.
test(
  'counts what passed, failed in tests and around them, and was skipped with its reason',
  { timeout: 60_000 },
  async () => {
    const directory = await mkdtemp(join(project, 'node_modules', '.reporter-test-'));
    try {
      await writeFile(join(directory, 'some.test.mjs'), someTests);
      await writeFile(join(directory, 'broken.test.mjs'), "throw new Error('does not load');");
      await writeFile(join(directory, 'vitest.config.mjs'), configuration);
      const totals = join(directory, 'totals');
      const args = [join(project, 'node_modules/vitest/vitest.mjs'), 'run', '--root', directory];
      const run = await execa(process.execPath, args, { cwd: project, reject: false, env: { TOTALS: totals } });
      expect(run.exitCode).toBe(1);
      expect(await readFile(totals, 'utf8')).toBe('1 passed, 3 failed, 3 skipped\n');
      const skipped = run.stdout.split('\n').filter((line) => line.startsWith('skipped: '));
      expect(skipped).toEqual([
        'skipped: some.test.mjs > left out (marked so in the file)',
        'skipped: some.test.mjs > not here (no such machine)',
        'skipped: some.test.mjs > group > never runs (what it needs failed before it)',
      ]);
    } finally {
      await rm(directory, { recursive: true });
    }
  },
);

const someTests = `
import { beforeAll, describe, expect, it } from 'vitest';
it('passes', () => expect(1).toBe(1));
it('fails', () => expect(1).toBe(2));
it.skip('left out', () => {});
it('not here', ({ skip }) => skip('no such machine'));
describe('group', () => {
  beforeAll(() => { throw new Error('no preparation'); });
  it('never runs', () => {});
});
`;

const configuration = `
import { TotalsReporter } from '../../test/reporter.ts';
export default {
  test: { include: ['**/*.test.mjs'], exclude: [], reporters: [new TotalsReporter(process.env.TOTALS)] },
};
`;
