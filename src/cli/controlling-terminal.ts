import { closeSync, openSync } from 'node:fs';
import { ReadStream, WriteStream } from 'node:tty';
import type { Terminal } from './questions.js';

/** Opens the terminal that this process belongs to; `undefined` where it belongs to none, as under cron or in a service. */
export function openControllingTerminal(): Terminal | undefined {
  const reading = openDevice();
  if (reading === undefined) return undefined;
  const writing = openDevice();
  if (writing === undefined) {
    closeSync(reading);
    return undefined;
  }
  const input = new ReadStream(reading);
  const output = new WriteStream(writing);
  return { input, output, close: () => (input.destroy(), void output.destroy()) };
}

/** Without a controlling terminal the device is there and cannot be opened. */
function openDevice(): number | undefined {
  try {
    return openSync('/dev/tty', 'r+');
  } catch {
    return undefined;
  }
}
