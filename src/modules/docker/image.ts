import { fail, type Conversation } from '../../module-kit/index.js';
import type { Engine, EngineData } from './engine.js';
import { pullProgress } from './pull-progress.js';

/** An image's name taken apart: `registry/repository`, and a tag or a digest. */
export interface ImageReference {
  readonly repository: string;
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** Takes an image's name apart; a name without tag and digest means `otherwise`. */
export function parseImage(name: string, otherwise = 'latest'): ImageReference {
  const [, repository = name, tag, digest] = /^(.+?)(?::([\w][\w.-]*))?(?:@(.+))?$/.exec(name) ?? [];
  const hasPortOnly =
    tag !== undefined && !repository.includes('/') && name.slice(name.indexOf(tag) + tag.length).startsWith('/');
  if (hasPortOnly) return { repository: name, tag: otherwise, digest: undefined };
  return { repository, tag: tag ?? (digest === undefined ? otherwise : undefined), digest };
}

/** The name as the engine's paths take it. */
export function imageName({ repository, tag, digest }: ImageReference): string {
  if (digest !== undefined) return `${repository}@${digest}`;
  return `${repository}:${tag ?? 'latest'}`;
}

/** What the engine knows of an image; `undefined` when it does not have it. */
export function* findImage(engine: Engine, name: string): Conversation<EngineData | undefined> {
  return yield* engine.find(`/images/${name}/json`);
}

/** Long enough for a large image over a slow line. */
const pullTimeout = 3600;

/** Pulls an image and returns what it is then; `undefined` in check mode. Fails with the registry's words. */
export function* pullImage(
  engine: Engine,
  reference: ImageReference,
  platform?: string,
): Conversation<EngineData | undefined> {
  const name = imageName(reference);
  const query = { fromImage: reference.repository, tag: reference.digest ?? reference.tag, platform };
  const response = yield* engine.change(
    { what: `pull image ${name}`, after: name },
    { method: 'POST', path: '/images/create', query, timeout: pullTimeout, progress: pullProgress() },
  );
  if (!response) return undefined;
  for (const line of response.body.toString().split('\n')) {
    const problem = problemIn(line);
    if (problem !== undefined) fail(`error pulling image ${name}: ${problem}`);
  }
  return (yield* findImage(engine, name)) ?? fail(`the image ${name} is not there after it was pulled`);
}

/** The progress of a pull is a stream of JSON lines; a failure is one of them. */
function problemIn(line: string): string | undefined {
  if (!line.includes('"error"')) return undefined;
  const data = JSON.parse(line) as { error?: string };
  return data.error;
}
