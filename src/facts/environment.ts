import { sh } from '../shell/script.js';
import type { FactFamily } from './family.js';

/** The environment that scripts run in. */
export const environment: FactFamily = {
  name: 'env',
  subsets: ['env'],
  isMinimal: true,
  provides: ['env'],
  // LC_ALL was set for the other families; a process of its own has an environment file that keeps newlines apart.
  script: () => sh`(unset LC_ALL; put env cat /proc/self/environ)`,
  read(blocks) {
    const entries = blocks
      .text('env')
      .split('\0')
      .flatMap((entry): [string, string][] => {
        const at = entry.indexOf('=');
        return at > 0 ? [[entry.slice(0, at), entry.slice(at + 1)]] : [];
      });
    return { env: Object.fromEntries(entries) };
  },
};
