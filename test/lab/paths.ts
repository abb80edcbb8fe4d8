import { homedir } from 'node:os';
import { join } from 'node:path';
import { env } from 'node:process';

/** Everything the labs share and keep between runs: key, base images, programs, downloaded packages. */
export const cacheDirectory = env['PROVISION_LAB_DIR'] ?? join(homedir(), '.cache', 'provision-lab');

export const keyFile = join(cacheDirectory, 'client.pem');

/** The programs of the stack, built once. */
export const programsDirectory = join(cacheDirectory, 'bin');

export const labsDirectory = join(cacheDirectory, 'labs');

/** What one lab owns: removed when that lab closes. */
export function labDirectory(lab: string): string {
  return join(labsDirectory, lab);
}

/** The network of all labs. The machine itself is `.1` on it; host number n is `.(10 + n)`. */
export const subnet = '10.77.0';
export const gateway = `${subnet}.1`;
export const bridgeName = 'br-lab';

/**
 * Who uses which host numbers, so that labs can stand side by side:
 * 1-40 a lab started by hand, 41-80 the demo, 91-140 the tests.
 */
export const firstHost = { hand: 1, demo: 41, tests: 91 } as const;

/** The address of host number `number`. */
export function addressOf(number: number): string {
  return `${subnet}.${10 + number}`;
}
