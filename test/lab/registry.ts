import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findDaemon, startDaemon, stopDaemon } from './daemon.js';
import { withLock } from './lock.js';
import { answers, openNetwork } from './network.js';
import { cacheDirectory, gateway } from './paths.js';
import { imagePrerequisites, installPrerequisites } from './prerequisites.js';
import type { Progress } from './progress.js';
import { until } from './until.js';

/** Where the hosts get container images. */
export const registryAddress = `${gateway}:5000`;

const directory = join(cacheDirectory, 'registry');
const pidFile = join(directory, 'daemon.pid');
const logFile = join(directory, 'log');

/** Starts the registry on the bridge, unless it answers already. */
export async function startRegistry(progress: Progress): Promise<void> {
  await installPrerequisites(imagePrerequisites, progress);
  await openNetwork();
  await withLock(join(directory, 'start.lock'), async () => {
    if (await answers(`http://${registryAddress}/v2/`)) return;
    await mkdir(join(directory, 'data'), { recursive: true });
    await writeFile(join(directory, 'config.yml'), configuration);
    const args = ['serve', join(directory, 'config.yml')];
    await startDaemon({ pidFile, logFile, command: 'docker-registry', args });
    await until('the image registry answers', 20, findAnswer);
  });
}

/** Ends the registry if a lab started it; its images stay on the disk. */
export async function stopRegistry(): Promise<void> {
  await stopDaemon(pidFile);
}

async function findAnswer(): Promise<true | undefined> {
  if (await answers(`http://${registryAddress}/v2/`)) return true;
  if ((await findDaemon(pidFile)) === undefined) throw new Error(`the image registry ended, see ${logFile}`);
  return undefined;
}

// JSON is YAML.
const configuration = JSON.stringify({
  version: '0.1',
  storage: { filesystem: { rootdirectory: join(directory, 'data') } },
  http: { addr: registryAddress },
});
