import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { layoutVersion, writeArchive } from './image-archive.js';
import { images, programsIn, stackImages, type Image, type ImageName } from './images.js';
import { cacheDirectory } from './paths.js';
import { buildPrograms, recipeOf } from './programs.js';
import type { Progress } from './progress.js';
import { registryAddress, startRegistry } from './registry.js';
import { run } from './run.js';

/** The registry of the lab, and the images in it. */
export interface Registry {
  readonly address: string;
  /** By name: what a playbook writes as `image`. */
  readonly images: Readonly<Record<string, string>>;
}

/**
 * Serves the images to the hosts: upstream's own where their registries answer, else images of programs built from
 * their Go modules. What an earlier call served is there at once.
 */
export async function openRegistry(progress: Progress, names: readonly ImageName[] = stackImages): Promise<Registry> {
  await startRegistry(progress);
  const served: Record<string, string> = {};
  const isReachable = rememberReachable();
  for (const name of names) {
    const tag = (await findServed(images[name])) ?? (await serve(name, isReachable, progress));
    served[name] = `${registryAddress}/${tag}`;
  }
  return { address: registryAddress, images: served };
}

type Reachable = (upstream: string) => Promise<boolean>;

async function serve(name: ImageName, isReachable: Reachable, progress: Progress): Promise<string> {
  const image: Image = images[name];
  if (await isReachable(image.upstream)) {
    const tag = upstreamTag(image);
    progress(`${name}: copying ${image.upstream}`);
    await copy(`docker://${image.upstream}`, tag);
    await writeStamp(tag, image.upstream);
    return tag;
  }
  const programs = await buildPrograms(programsIn(image), progress);
  progress(`${name}: making the image ${image.built} from the built programs`);
  await serveBuilt(image, programs);
  await writeStamp(image.built, builtStamp(image));
  return image.built;
}

async function serveBuilt(image: Image, programs: string): Promise<void> {
  await mkdir(stamps, { recursive: true });
  const directory = await mkdtemp(join(stamps, 'work-'));
  try {
    await copy(`docker-archive:${await writeArchive(image, programs, directory)}`, image.built);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function copy(source: string, tag: string): Promise<void> {
  await run('skopeo', ['copy', '--quiet', '--dest-tls-verify=false', source, `docker://${registryAddress}/${tag}`]);
}

/** A registry that does not answer once is not asked again for the other images. */
function rememberReachable(): Reachable {
  const silentHosts = new Set<string>();
  return async (upstream) => {
    const host = upstream.slice(0, upstream.indexOf('/'));
    if (silentHosts.has(host)) return false;
    const isThere = await run('skopeo', ['inspect', '--raw', `docker://${upstream}`], { timeout: 8000 }).then(
      () => true,
      () => false,
    );
    if (!isThere) silentHosts.add(host);
    return isThere;
  };
}

const stamps = join(cacheDirectory, 'registry', 'served');

/** The tag under which an earlier call served this very image, if the registry still has it. */
async function findServed(image: Image): Promise<string | undefined> {
  const wanted = [
    [upstreamTag(image), image.upstream],
    [image.built, builtStamp(image)],
  ] as const;
  for (const [tag, stamp] of wanted) if ((await readStamp(tag)) === stamp && (await isServed(tag))) return tag;
  return undefined;
}

async function isServed(tag: string): Promise<boolean> {
  const [repository = '', version = ''] = tag.split(':');
  const url = `http://${registryAddress}/v2/${repository}/manifests/${version}`;
  const accept = 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json';
  return (await fetch(url, { method: 'HEAD', headers: { accept } })).ok;
}

function upstreamTag({ upstream }: Image): string {
  return upstream.slice(upstream.indexOf('/') + 1);
}

function builtStamp(image: Image): string {
  return `built ${layoutVersion} ${programsIn(image).map(recipeOf).join(' ')}`;
}

async function writeStamp(tag: string, stamp: string): Promise<void> {
  await mkdir(stamps, { recursive: true });
  await writeFile(stampFile(tag), stamp);
}

async function readStamp(tag: string): Promise<string> {
  return readFile(stampFile(tag), 'utf8').catch(() => '');
}

function stampFile(tag: string): string {
  return join(stamps, tag.replaceAll(/[/:]/g, '_'));
}
