import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { communityCollections } from './bundle.js';
import { checkRole, type Needs } from './check-role.js';
import { knownContent } from './known-content.js';

/** How many of the missing names are printed. */
const shown = 60;

/** Checks every role of the community bundle; prints the shares of tasks we have all of, and what is missing most. */
export async function runRoles(): Promise<number> {
  const collections = await communityCollections();
  const known = knownContent(collections);
  const reports = [...rolesOf(collections)].map((role) => checkRole({ ...role, collections, known }));
  for (const file of reports.flatMap(({ unreadable }) => unreadable)) console.log(`cannot be read: ${file}`);
  const tasks = reports.flatMap((report) => report.tasks);
  printRanked(
    'in Python only',
    tasks.flatMap(({ python }) => python),
  );
  printRanked(
    'nowhere',
    tasks.flatMap(({ missing }) => missing),
  );
  const isOwn = ({ python, missing }: Needs): boolean => python.length === 0 && missing.length === 0;
  const isThere = ({ missing }: Needs): boolean => missing.length === 0;
  const roles = (holds: (task: Needs) => boolean): number => reports.filter((role) => role.tasks.every(holds)).length;
  console.log(`${share(tasks, isOwn)} have all they need in provision; of ${reports.length} roles ${roles(isOwn)} do`);
  console.log(
    `${share(tasks, isThere)} do with what their collections bring in Python; of the roles ${roles(isThere)}`,
  );
  return 0;
}

function share(tasks: readonly Needs[], holds: (task: Needs) => boolean): string {
  const held = tasks.filter(holds).length;
  const percent = tasks.length === 0 ? 0 : (100 * held) / tasks.length;
  return `${held} of ${tasks.length} tasks (${percent.toFixed(1)} %)`;
}

function printRanked(where: string, names: readonly string[]): void {
  const counts = ranked(names);
  console.log(`${where}: ${counts.length === 0 ? 'nothing' : ''}`.trimEnd());
  for (const [name, count] of counts.slice(0, shown)) console.log(`${String(count).padStart(6)}  ${name}`);
  if (counts.length > shown) console.log(`        and ${counts.length - shown} more`);
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

function ranked(names: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([a, first], [b, second]) => second - first || (a < b ? -1 : 1));
}
