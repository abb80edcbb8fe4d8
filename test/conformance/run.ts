import { readCases } from './jinja-case.js';
import { runCase } from './jinja.js';
import { runRoles } from './roles/run-roles.js';
import { runTargets } from './run-targets.js';

process.env['TZ'] = 'UTC';

const usage = `usage: npm run conformance -- jinja FILE         a file of cases
       npm run conformance -- roles              the roles of the community bundle, fetched with pip
       npm run conformance -- targets [NAME...]  ansible-core's integration targets`;

/** Runs one kind of conformance measure; prints what fails and how much passed. */
async function main([kind, ...names]: readonly string[]): Promise<number> {
  const [file] = names;
  if (kind === 'roles') return runRoles();
  if (kind === 'targets') return runTargets(names);
  if (kind === 'jinja' && file !== undefined) return runJinja(file);
  console.error(usage);
  return 2;
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
