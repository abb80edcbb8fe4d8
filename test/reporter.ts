import { writeFileSync } from 'node:fs';
import type { Reporter, TestCase, TestModule, TestSuite } from 'vitest/node';
import { labUnavailable } from './lab/prerequisites.js';

/** How many tests came to what. */
export interface Totals {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** Names each skipped test with the reason, and ends with `N passed, N failed, N skipped`. */
export class TotalsReporter implements Reporter {
  /** Where the totals go: a script that prints them itself as its last line names a file. */
  constructor(private readonly file: string | undefined) {}

  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    for (const test of tests.filter(isSkipped)) process.stdout.write(`skipped: ${placeOf(test)} (${reasonOf(test)})\n`);
    const line = `${formatTotals(countTotals(modules, errors))}\n`;
    if (this.file === undefined) process.stdout.write(line);
    else writeFileSync(this.file, line);
  }
}

/** Counts tests, and as failures also the errors outside of tests: files that do not load, hooks, stray rejections. */
export function countTotals(modules: readonly TestModule[], errors: readonly unknown[]): Totals {
  const tests = modules.flatMap((module) => [...module.children.allTests()]);
  const count = (state: string) => tests.filter((test) => test.result().state === state).length;
  const suites: (TestModule | TestSuite)[] = modules.flatMap((module) => [module, ...module.children.allSuites()]);
  const outside = suites.filter((suite) => suite.errors().length > 0).length + errors.length;
  // A test that never came to an end did not pass.
  return { passed: count('passed'), failed: count('failed') + count('pending') + outside, skipped: count('skipped') };
}

export function formatTotals({ passed, failed, skipped }: Totals): string {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

function isSkipped(test: TestCase): boolean {
  return test.result().state === 'skipped';
}

function placeOf(test: TestCase): string {
  return `${test.module.relativeModuleId} > ${test.fullName}`;
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  const needsHosts = test.project.name === 'hosts' ? labUnavailable() : undefined;
  return note ?? needsHosts ?? (parentFailed(test) ? 'what it needs failed before it' : 'marked so in the file');
}

function parentFailed({ parent }: TestCase | TestSuite): boolean {
  if (parent.errors().length > 0) return true;
  return parent.type === 'suite' && parentFailed(parent);
}
