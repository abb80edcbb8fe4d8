import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { Engine, engineArguments, listOf, textAt, textsAt, type EngineData } from './docker/engine.js';
import { findImage, imageName, parseImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImageRemove = defineModule({
  name: 'community.docker.docker_image_remove',
  summary: 'Remove a Docker image.',
  args: {
    ...engineArguments,
    name: arg.string({ required: true, doc: 'The image, or its id.' }),
    tag: arg.string({ default: 'latest', doc: 'Its tag, unless the name has one.' }),
    force: arg.boolean({ default: false, doc: 'Remove it with all its names and containers.' }),
    prune: arg.boolean({ default: true, doc: 'Remove the images below it that have no name.' }),
  },
  examples: ['community.docker.docker_image_remove: { name: app, tag: "1" }'],
  *run(args, target): Conversation<Result> {
    const engine = new Engine(args);
    const isId = /^(?:sha256:)?[0-9a-f]{64}$/.test(args.name);
    const name = isId ? args.name : imageName(parseImage(args.name, args.tag));
    const image = yield* findImage(engine, name);
    if (!image) return { image: {}, actions: [], deleted: [], untagged: [], ...(target.diff && { diff: nothing }) };
    const query = { force: String(args.force), noprune: String(!args.prune) };
    const response = yield* engine.change(
      { what: 'remove image', before: name },
      { method: 'DELETE', path: `/images/${name}`, query },
    );
    const done = response ? listOf(response) : [];
    const gone = (key: string): string[] =>
      done.flatMap((step) => (textAt(step, key) === undefined ? [] : [textAt(step, key) ?? '']));
    const after = response
      ? yield* findImage(engine, textAt(image, 'Id') ?? name)
      : meant(image, isId ? undefined : name, args.force);
    return {
      changed: true,
      image: image as Record<string, Json>,
      actions: [`Removed image ${name}`],
      deleted: gone('Deleted').sort(),
      untagged: response ? gone('Untagged').sort() : isId ? [] : [name],
      ...(target.diff && { diff: { before: stateOf(image), after: stateOf(after) } }),
    };
  },
});

const nothing = { before: { exists: false }, after: { exists: false } };

/** What check mode expects to be left: the image, when it has other names. */
function meant(image: EngineData, name: string | undefined, force: boolean): EngineData | undefined {
  const tags = textsAt(image, 'RepoTags').filter((tag) => tag !== name);
  return name !== undefined && tags.length > 0 && !force ? { ...image, RepoTags: tags } : undefined;
}

function stateOf(image: EngineData | undefined): Json {
  if (!image) return { exists: false };
  return {
    exists: true,
    id: textAt(image, 'Id') ?? null,
    tags: textsAt(image, 'RepoTags').sort(),
    digests: textsAt(image, 'RepoDigests').sort(),
  };
}
