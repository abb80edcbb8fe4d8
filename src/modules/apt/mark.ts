import { change, type Conversation } from '../../module-kit/index.js';
import type { InstalledPackage } from '../../questions/package.js';
import { sh } from '../../shell/script.js';

/**
 * Keeps `autoremove` from packages that were there as dependencies and are now asked for by name. As in Ansible this is
 * no change of the task.
 */
export function* markByHand(packages: readonly InstalledPackage[]): Conversation<void> {
  const names = packages
    .filter(({ isInstalled, isAutomatic }) => isInstalled && isAutomatic)
    .map(({ name, architecture }) => (architecture === 'all' ? name : `${name}:${architecture}`));
  if (names.length === 0) return;
  yield* change({
    what: 'mark as installed by hand',
    after: names.join(', '),
    run: sh`apt-mark manual -- ${names}`,
    counts: false,
  });
}
