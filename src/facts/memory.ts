import { sh } from '../shell/script.js';
import { pairsOf, type FactFamily } from './family.js';

/** Memory and swap, in MiB. */
export const memory: FactFamily = {
  name: 'memory',
  subsets: ['hardware', 'memory'],
  isMinimal: false,
  provides: ['memtotal_mb', 'memfree_mb', 'swaptotal_mb', 'swapfree_mb', 'memory_mb'],
  script: () => sh`put meminfo cat /proc/meminfo`,
  read(blocks) {
    const pairs = pairsOf(blocks.lines('meminfo'), ':');
    const mb = (name: string): number => Math.floor(Number.parseInt(pairs.get(name) ?? '0', 10) / 1024);
    const [total, free, swapTotal, swapFree] = [mb('MemTotal'), mb('MemFree'), mb('SwapTotal'), mb('SwapFree')];
    const unused = free + mb('Cached') + mb('Buffers');
    return {
      memtotal_mb: total,
      memfree_mb: free,
      swaptotal_mb: swapTotal,
      swapfree_mb: swapFree,
      memory_mb: {
        real: { total, used: total - free, free },
        nocache: { free: unused, used: total - unused },
        swap: { total: swapTotal, free: swapFree, used: swapTotal - swapFree, cached: mb('SwapCached') },
      },
    };
  },
};
