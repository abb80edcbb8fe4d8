import { readdirSync, statSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { ProvisionError } from '../../base/errors.js';
import { globExpression } from '../../base/glob.js';

/** Folders that hold no content of the user's own. */
const never = new Set([
  '.git',
  '.cache',
  '.ansible',
  '.tox',
  '.venv',
  'venv',
  'node_modules',
  'ansible_collections',
  'galaxy_roles',
  '.github',
  '.gitlab',
]);

interface Search {
  readonly directory: string;
  readonly exclude: readonly string[];
}

/** The YAML files in and below the paths, relative to the working directory, in the order of their names. Throws E0003. */
export function findLintFiles(paths: readonly string[], { directory, exclude }: Search): string[] {
  const isExcluded = exclusion(exclude);
  const found = (paths.length > 0 ? paths : ['.']).flatMap((path) => {
    const absolute = resolve(directory, path);
    const stat = statSync(absolute, { throwIfNoEntry: false });
    if (!stat) throw new ProvisionError('E0003', `there is no ${path} to check`);
    return stat.isDirectory() ? below(absolute) : [absolute];
  });
  return [...new Set(found.map((file) => relative(directory, file)))].filter((file) => !isExcluded(file)).sort();
}

function below(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return never.has(entry.name) ? [] : below(path);
    return entry.isFile() && /\.ya?ml$/.test(entry.name) ? [path] : [];
  });
}

/** A path leaves out what is below it; a pattern what it matches. */
function exclusion(exclude: readonly string[]): (file: string) => boolean {
  const folders = exclude.map((path) => path.replace(/^\.\//, '').replace(/\/+$/, ''));
  const patterns = exclude.filter((path) => /[*?[]/.test(path)).map(globExpression);
  return (file) =>
    folders.some((folder) => file === folder || file.startsWith(`${folder}/`)) ||
    patterns.some((pattern) => pattern.test(file));
}
