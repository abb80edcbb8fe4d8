import { renameSync, writeFileSync } from 'node:fs';
import { ProvisionError, messageOf } from '../base/errors.js';

/** Writes a file that others read while it is written: they see the old one or the new one. Throws E0005. */
export function writeAtomically(path: string, text: string): void {
  // Prometheus reads what ends in `.prom` only.
  const beside = `${path}.${process.pid}.part`;
  try {
    writeFileSync(beside, text, { mode: 0o644 });
    renameSync(beside, path);
  } catch (cause) {
    throw new ProvisionError('E0005', `${path} cannot be written: ${messageOf(cause)}`, { cause });
  }
}
