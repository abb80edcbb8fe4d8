import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import type { InstalledAnsible } from './installed-ansible.js';

/**
 * The Python of the controller that an installed ansible-core belongs to: the one of its environment, else that of the
 * search path. `undefined` when there is none.
 */
export function findControllerPython(
  { sitePackages }: InstalledAnsible,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  const version = dirname(sitePackages);
  const beside = join(dirname(dirname(version)), 'bin');
  const named = version.slice(version.lastIndexOf('/') + 1);
  const searched = (environment['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [
    join(beside, named),
    join(beside, 'python3'),
    ...searched.map((directory) => join(directory, 'python3')),
  ].find((path) => existsSync(path));
}
