import { readCases } from './jinja-case.js';
import { runCase } from './jinja.js';

process.env['TZ'] = 'UTC';

/** `conformance KIND FILE`: runs a file of cases, prints what fails and how many passed. */
async function main([kind, file]: readonly string[]): Promise<number> {
  if (kind === 'targets' || kind === 'roles') {
    console.error(`${kind}: not available yet; only "jinja FILE" is`);
    return 2;
  }
  if (kind !== 'jinja' || file === undefined) {
    console.error('usage: npm run conformance -- jinja FILE');
    return 2;
  }
  return runJinja(file);
}

async function runJinja(file: string): Promise<number> {
  let passed = 0;
  let failed = 0;
  for (const jinjaCase of readCases(file)) {
    const result = await runCase(jinjaCase);
    if (result.passed) passed++;
    else {
      failed++;
      console.log(`${result.id} (${jinjaCase.mode})`);
      console.log(`  template: ${JSON.stringify(jinjaCase.template)}`);
      console.log(`  expected: ${result.expected}`);
      console.log(`  got:      ${result.got}`);
    }
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
