import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { arch } from 'node:process';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { programsIn, type Image } from './images.js';
import { run } from './run.js';

/** Changes with the layout below, so that images made by an older one are made again. */
export const layoutVersion = 1;

/** Makes an image of built programs in `directory`, as an archive that `skopeo` reads, and returns its path. */
export async function writeArchive(image: Image, programs: string, directory: string): Promise<string> {
  const layer = join(directory, 'layer.tar');
  await writeFiles(image, programs, join(directory, 'root'));
  // Equal programs give an equal image, to the byte.
  const fixed = ['--sort=name', '--mtime=@0', '--owner=0', '--group=0', '--numeric-owner'];
  await run('tar', [...fixed, '-C', join(directory, 'root'), '-cf', layer, '.']);
  await writeFile(join(directory, 'config.json'), configuration(image, await digestOf(layer)));
  const manifest = [{ Config: 'config.json', RepoTags: [image.built], Layers: ['layer.tar'] }];
  await writeFile(join(directory, 'manifest.json'), JSON.stringify(manifest));
  const archive = join(directory, 'image.tar');
  await run('tar', ['-C', directory, '-cf', archive, 'manifest.json', 'config.json', 'layer.tar']);
  return archive;
}

/** The programs, the certificates they need to speak TLS, and names for the users: no shell, nothing else. */
async function writeFiles(image: Image, programs: string, root: string): Promise<void> {
  for (const name of programsIn(image))
    await copyInto(join(programs, name), root, image.programs[name] ?? `/bin/${name}`);
  const certificates = '/etc/ssl/certs/ca-certificates.crt';
  await copyInto(certificates, root, certificates);
  await mkdir(join(root, 'tmp'), { mode: 0o1777 });
  const users = ['root:x:0:0', 'nobody:x:65534:65534', 'thanos:x:1001:1001'];
  await writeFile(join(root, 'etc/passwd'), users.map((user) => `${user}::/:/bin/false\n`).join(''));
}

async function copyInto(source: string, root: string, path: string): Promise<void> {
  await mkdir(dirname(join(root, path)), { recursive: true });
  await copyFile(source, join(root, path));
}

function configuration(image: Image, layerDigest: string): string {
  const [entryPoint] = Object.values(image.programs);
  return JSON.stringify({
    architecture: arch === 'x64' ? 'amd64' : arch,
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { User: image.user, Entrypoint: [entryPoint], WorkingDir: '/', Env: ['PATH=/bin:/usr/bin'] },
    rootfs: { type: 'layers', diff_ids: [`sha256:${layerDigest}`] },
  });
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
