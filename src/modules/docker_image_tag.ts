import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { Engine, engineArguments, textAt, type EngineData } from './docker/engine.js';
import { findImage, imageName, parseImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImageTag = defineModule({
  name: 'community.docker.docker_image_tag',
  summary: 'Give a Docker image more names.',
  args: {
    ...engineArguments,
    name: arg.string({ required: true, doc: 'The image.' }),
    tag: arg.string({ default: 'latest', doc: 'Its tag, unless the name has one.' }),
    repository: arg.list(arg.string({ doc: 'REPOSITORY:TAG' }))({ required: true, doc: 'The names to give it.' }),
    existing_images: arg.oneOf(
      'keep',
      'overwrite',
    )({ default: 'overwrite', doc: 'What becomes of a name that another image has.' }),
  },
  examples: ['community.docker.docker_image_tag: { name: app, repository: ["registry.local/app:1"] }'],
  *run(args, target): Conversation<Result> {
    const engine = new Engine(args);
    const name = imageName(parseImage(args.name, args.tag));
    const image = yield* findImage(engine, /^sha256:/.test(args.name) ? args.name : name);
    if (!image) return fail(`Cannot find image ${name}`);
    const id = idOf(image);
    const tagged = [];
    for (const repository of args.repository) tagged.push(yield* tag(engine, { ...args, id, name, repository }));
    const changed = tagged.filter(({ isChanged }) => isChanged);
    return {
      changed: changed.length > 0,
      actions: tagged.map(({ action }) => action),
      tagged_images: changed.map(({ wanted }) => wanted),
      image: image as Record<string, Json>,
      ...(target.diff && {
        diff: {
          before: { images: tagged.map(({ before }) => before) },
          after: { images: tagged.map(({ after }) => after) },
        },
      }),
    };
  },
});

function idOf(image: EngineData): string {
  return textAt(image, 'Id') ?? fail('the Docker engine described an image without an id');
}

interface Wish {
  readonly id: string;
  readonly name: string;
  readonly tag: string;
  readonly repository: string;
  readonly existing_images: 'keep' | 'overwrite';
}

interface Tagged {
  readonly isChanged: boolean;
  readonly wanted: string;
  readonly action: string;
  readonly before: Json;
  readonly after: Json;
}

function* tag(engine: Engine, wish: Wish): Conversation<Tagged> {
  const { repository, tag = 'latest' } = parseImage(wish.repository, wish.tag);
  const wanted = `${repository}:${tag}`;
  const holder = yield* findImage(engine, wanted);
  const has = holder && idOf(holder);
  const named = { name: repository, tag };
  const before = has === undefined ? { ...named, exists: false } : { ...named, id: has };
  const stay = (why: string): Tagged => ({
    isChanged: false,
    wanted,
    action: `Not tagged image ${wish.id} as ${wanted}: target image already exists (${String(has)}) and is ${why}`,
    before,
    after: before,
  });
  if (has === wish.id) return stay('as expected');
  if (has !== undefined && wish.existing_images === 'keep') return stay('not as expected, but kept');
  const query = { repo: repository, tag, force: 'true' };
  yield* engine.change({ what: `tag image ${wanted}` }, { method: 'POST', path: `/images/${wish.id}/tag`, query });
  const why =
    has === undefined ? 'target image did not exist' : `target image existed (${has}) and was not as expected`;
  return {
    isChanged: true,
    wanted,
    action: `Tagged image ${wish.id} as ${wanted}: ${why}`,
    before,
    after: { ...named, id: wish.id },
  };
}
