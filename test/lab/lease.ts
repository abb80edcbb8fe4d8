import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { tryLock, unlock } from './lock.js';
import { closeLab, openLab, prepareLab, type Lab, type LabOptions } from './lab.js';
import { addressOf, cacheDirectory, firstHost, labsDirectory } from './paths.js';
import type { Progress } from './progress.js';

const prefix = 'tests-';
const lastHost = 140;

/** Fresh hosts for one test file, which closes them; other files, in other processes, have hosts of their own. */
export async function leaseHosts(options: Omit<LabOptions, 'name' | 'first'>): Promise<Lab> {
  const count = typeof options.hosts === 'number' ? options.hosts : options.hosts.length;
  const first = await reserve(count);
  const name = `${prefix}${first}`;
  try {
    const lab = await openLab({ ...options, name, first });
    return {
      ...lab,
      close: async () => {
        await lab.close();
        await release(first, count);
      },
    };
  } catch (error) {
    await closeLab(name);
    await release(first, count);
    throw error;
  }
}

/** Keeps the network up for a whole test run, after clearing away what interrupted ones left. */
export async function openTestRun(progress: Progress): Promise<void> {
  await closeAbandoned();
  await tryLock(lockOf(ownRun));
  await prepareLab(`${prefix}${ownRun}`, progress);
}

/** Closes what the test files left open, and the network with it when nobody else uses it. */
export async function closeTestRun(): Promise<void> {
  await unlock(lockOf(ownRun));
  await closeAbandoned();
}

const ownRun = `run-${process.pid}`;

/** A lab is abandoned when nobody alive holds its lock; test runs of others, at the same time, go on. */
async function closeAbandoned(): Promise<void> {
  const labs = await readdir(labsDirectory).catch(() => []);
  for (const lab of labs.filter((name) => name.startsWith(prefix))) {
    const lock = lockOf(lab.slice(prefix.length));
    if (!(await tryLock(lock))) continue;
    await closeLab(lab);
    await unlock(lock);
  }
}

/** The first of `count` numbers in a row that nobody uses. */
async function reserve(count: number): Promise<number> {
  for (let first: number = firstHost.tests; first + count - 1 <= lastHost; first++) {
    const taken: number[] = [];
    while (taken.length < count && (await tryLock(lockOf(first + taken.length)))) taken.push(first + taken.length);
    if (taken.length === count) return first;
    await release(first, taken.length);
  }
  throw new Error(`no ${count} host addresses left between ${addressOf(firstHost.tests)} and ${addressOf(lastHost)}`);
}

async function release(first: number, count: number): Promise<void> {
  for (let number = first; number < first + count; number++) await unlock(lockOf(number));
}

function lockOf(owned: number | string): string {
  return join(cacheDirectory, 'leases', String(owned));
}
