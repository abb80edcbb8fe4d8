import { existsSync, readdirSync, statSync } from 'node:fs';
import { extname, isAbsolute, join } from 'node:path';
import { compilePythonRegex } from '../../base/python-regex/regex.js';
import { fail, type Controller } from '../../module-kit/index.js';

interface Selection {
  readonly depth: number;
  readonly files_matching: string | undefined;
  readonly ignore_files: readonly string[] | undefined;
  readonly extensions: readonly string[];
  readonly ignore_unknown_extensions: boolean;
}

/** The variable files of a directory and those below it, in the order of their names. */
export function filesOfDirectory(selection: Selection, name: string, controller: Controller): string[] {
  const directory = findDirectory(name, controller);
  return filesBelow(directory, 1, selection);
}

/** A role's `vars` comes first, then the place of the task, as for files. */
function findDirectory(name: string, controller: Controller): string {
  const found = isAbsolute(name) ? name : (controller.findFile('vars', name) ?? join(controller.directory, name));
  if (!existsSync(found)) fail(`${found} directory does not exist`);
  if (!statSync(found).isDirectory()) fail(`${found} is not a directory`);
  return found;
}

function filesBelow(directory: string, level: number, selection: Selection): string[] {
  const entries = readdirSync(directory, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
  const paths = entries.map((entry) => ({ name: entry.name, path: join(directory, entry.name) }));
  const files = paths
    .filter(({ path }) => statSync(path).isFile())
    .filter(({ name, path }) => isWanted(name, path, selection));
  const deeper =
    selection.depth === 0 || level < selection.depth ? paths.filter(({ path }) => statSync(path).isDirectory()) : [];
  return [...files.map(({ path }) => path), ...deeper.flatMap(({ path }) => filesBelow(path, level + 1, selection))];
}

function isWanted(name: string, path: string, selection: Selection): boolean {
  if (selection.ignore_files?.some((pattern) => name === pattern || compilePythonRegex(`${pattern}$`).search(name)))
    return false;
  if (selection.files_matching !== undefined && !compilePythonRegex(selection.files_matching).search(name))
    return false;
  const isKnown = selection.extensions.map((ending) => ending.replace(/^\./, '')).includes(extname(name).slice(1));
  if (!isKnown && !selection.ignore_unknown_extensions)
    fail(`${path} does not have a valid extension: ${selection.extensions.join(', ')}`);
  return isKnown;
}
