import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { communityCollections } from './bundle.js';
import { checkRole, type RoleReport } from './check-role.js';

/** How many of the missing names are printed. */
const shown = 60;

/** Checks every role of the community bundle; prints the share of tasks we have all of, and what is missing most. */
export async function runRoles(): Promise<number> {
  const collections = await communityCollections();
  const reports = [...rolesOf(collections)].map(({ directory, collection }) => checkRole(directory, collection));
  for (const file of reports.flatMap(({ unreadable }) => unreadable)) console.log(`cannot be read: ${file}`);
  const missing = ranked(reports);
  for (const [name, count] of missing.slice(0, shown)) console.log(`${String(count).padStart(6)}  ${name}`);
  if (missing.length > shown) console.log(`        and ${missing.length - shown} more`);
  const tasks = sum(reports.map((report) => report.tasks));
  const lacking = sum(reports.map((report) => report.lacking.length));
  const whole = reports.filter((report) => report.lacking.length === 0).length;
  const share = tasks === 0 ? 0 : (100 * (tasks - lacking)) / tasks;
  console.log(`${tasks - lacking} of ${tasks} tasks (${share.toFixed(1)} %) have all they need`);
  console.log(`${whole} of ${reports.length} roles do`);
  return 0;
}

function* rolesOf(collections: string): Generator<{ directory: string; collection: string }> {
  for (const namespace of directories(collections)) {
    for (const name of directories(join(collections, namespace))) {
      const roles = join(collections, namespace, name, 'roles');
      for (const role of directories(roles)) yield { directory: join(roles, role), collection: `${namespace}.${name}` };
    }
  }
}

function directories(path: string): string[] {
  if (!existsSync(path)) return [];
  const entries = readdirSync(path, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function ranked(reports: readonly RoleReport[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of reports.flatMap(({ lacking }) => lacking.flat())) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
