import type { RunEvent } from '../events/event.js';
import type { OnBytes } from '../transport/connection.js';

export type Transfer = Extract<RunEvent, { type: 'transfer' }>;

/** In bytes: what is smaller has arrived before anybody has read that it is on its way. */
const worthTelling = 1024 * 1024;

/** Tells of a transfer once a hundredth of it, and of its end. */
export function transferProgress(about: Omit<Transfer, 'bytes' | 'total'>, emit: (event: Transfer) => void): OnBytes {
  let told = 0;
  return (bytes, total) => {
    if (total < worthTelling) return;
    const hundredth = Math.floor((bytes / total) * 100);
    // Another transfer of the same task begins at nothing.
    if (hundredth < told) told = 0;
    if (hundredth === told) return;
    told = hundredth;
    emit({ ...about, bytes, total });
  };
}
