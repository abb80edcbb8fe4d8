import { env } from 'node:process';
import { configDefaults, defineConfig } from 'vitest/config';
import { TotalsReporter } from './test/reporter.js';

const minutes = 60_000;

/** What runs leave behind for later runs is not for tests to find; those of records give a directory of their own. */
const environment = { PROVISION_RECORD: '0' };

export default defineConfig({
  test: {
    reporters: ['default', new TotalsReporter(env['PROVISION_TEST_TOTALS'])],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.ts'],
          exclude: [...configDefaults.exclude, 'test/hosts/**'],
          env: environment,
          testTimeout: 20_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        test: {
          name: 'hosts',
          include: ['test/hosts/**/*.test.ts'],
          globalSetup: ['test/lab/global-setup.ts'],
          env: environment,
          testTimeout: 5 * minutes,
          // A first run builds programs from source in a hook.
          hookTimeout: 45 * minutes,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
