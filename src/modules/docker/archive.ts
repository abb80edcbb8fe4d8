import { ask, fail, type Conversation } from '../../module-kit/index.js';
import { probe } from '../../questions/question.js';
import { sh } from '../../shell/script.js';
import { dockerCli, runDocker } from './cli.js';
import type { EngineArguments } from './engine.js';

/** The images of an archive: the digest of each one's configuration, which is the image's id, and its names. */
export interface Archived {
  readonly id: string;
  readonly tags: readonly string[];
}

/** What an archive of images holds; `undefined` when there is none, or none that can be read. */
export function* readArchive(path: string): Conversation<readonly Archived[] | undefined> {
  const { manifest } = yield* ask({
    manifest: probe(sh`[ -r ${path} ] && tar -xOf ${path} manifest.json`, ({ status, stdout }) =>
      status === 0 ? stdout.toString() : undefined,
    ),
  });
  if (manifest === undefined) return undefined;
  const list = JSON.parse(manifest) as readonly { Config?: string; RepoTags?: readonly string[] | null }[];
  return list.map(({ Config = '', RepoTags }) => ({
    id: `sha256:${Config.replace(/^.*\//, '').replace(/\.json$/, '')}`,
    tags: RepoTags ?? [],
  }));
}

/** Writes images into an archive on the target. */
export function* saveImages(engine: EngineArguments, names: readonly string[], path: string): Conversation<void> {
  const run = sh`${dockerCli(engine)} save --output ${path} ${names}`;
  yield* runDocker({ what: 'save image', after: path, run }, `Error getting image ${names.join(', ')} - `);
}

/** Loads the images of an archive; their names, or ids, and what the client printed. `undefined` in check mode. */
export function* loadImages(
  engine: EngineArguments,
  path: string,
): Conversation<{ readonly names: readonly string[]; readonly output: string } | undefined> {
  const run = sh`${dockerCli(engine)} load --input ${path}`;
  const outcome = yield* runDocker({ what: 'load images', after: path, run }, `Error loading archive ${path} - `);
  if (!outcome) return undefined;
  const output = outcome.stdout.toString();
  const names = [...output.matchAll(/^Loaded image(?: ID)?: (\S+)$/gm)].map(([, name = '']) => name);
  return names.length > 0
    ? { names, output }
    : fail('Detected no loaded images. Archive potentially corrupt?', { stdout: output });
}

/** Sends an image to its registry. Returns whether the registry did not have all of it; `undefined` in check mode. */
export function* pushImage(engine: EngineArguments, name: string): Conversation<boolean | undefined> {
  const run = sh`${dockerCli(engine)} push ${name}`;
  const outcome = yield* runDocker(
    { what: `push image ${name}`, run },
    `Error pushing image ${name.replace(/:[^:/]+$/, '')}: `,
  );
  if (!outcome) return undefined;
  return /^[0-9a-f]+: (?:Pushed|Mounted from .*)$/m.test(outcome.stdout.toString());
}
