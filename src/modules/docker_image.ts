import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { Engine, engineArguments, textAt, textsAt, type EngineData } from './docker/engine.js';
import { findImage, imageName, parseImage, pullImage, type ImageReference } from './docker/image.js';
import type { Json } from '../values/json.js';

const imageArguments = {
  ...engineArguments,
  name: arg.string({ required: true, doc: 'The image, with registry, tag or digest; or its id.' }),
  tag: arg.string({ default: 'latest', doc: 'The tag, unless the name has one.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'What should be.' }),
  source: arg.oneOf('build', 'load', 'pull', 'local')({ doc: 'Where the image comes from.' }),
  force_source: arg.boolean({ default: false, doc: 'Take it from its source even when it is there.' }),
  force_absent: arg.boolean({ default: false, doc: 'Remove it with all its tags and containers.' }),
  force_tag: arg.boolean({ default: false, doc: 'Tag it even when the tag is taken.' }),
  repository: arg.string({ doc: 'Another name to tag it with.' }),
  push: arg.boolean({ default: false, doc: 'Push it to its registry.' }),
  pull: arg.options({ platform: arg.string({ doc: 'The platform to pull for.' }) })({ doc: 'How it is pulled.' }),
  build: arg.dict({ doc: 'How it is built.' }),
  load_path: arg.path({ doc: 'The archive to load it from.' }),
  archive_path: arg.path({ doc: 'The archive to save it to.' }),
} as const;

type ImageArguments = ValuesOf<typeof imageArguments>;

export const dockerImage = defineModule({
  name: 'community.docker.docker_image',
  aliases: ['community.general.docker_image'],
  summary: 'Pull, tag or remove a Docker image.',
  args: imageArguments,
  rules: { requiredIf: [['state', 'present', ['source']]] },
  examples: ['community.docker.docker_image: { name: "prom/prometheus:v3.1.0", source: pull }'],
  *run(args) {
    const engine = new Engine(args);
    const isId = /^(?:sha256:)?[0-9a-f]{64}$/.test(args.name);
    const reference = parseImage(args.name, args.tag);
    const present = yield* findImage(engine, isId ? args.name : imageName(reference));
    return args.state === 'absent'
      ? yield* remove(engine, args, { reference, present, isId })
      : yield* provide(engine, args, { reference, present });
  },
});

function* remove(
  engine: Engine,
  args: ImageArguments,
  { reference, present, isId }: { reference: ImageReference; present: EngineData | undefined; isId: boolean },
): Conversation<Result> {
  if (!present) return { image: {}, actions: [] };
  const name = isId ? args.name : imageName(reference);
  yield* engine.change(
    { what: 'remove image', before: name },
    { method: 'DELETE', path: `/images/${name}`, query: { force: String(args.force_absent) } },
    [404],
  );
  return { image: { state: 'Deleted' }, actions: [`Removed image ${name}`] };
}

function* provide(
  engine: Engine,
  args: ImageArguments,
  { reference, present }: { reference: ImageReference; present: EngineData | undefined },
): Conversation<Result> {
  for (const name of ['build', 'load_path', 'archive_path'] as const) {
    if (args[name] !== undefined)
      fail(
        `docker_image: "${name}" is not supported: build, load and save images where they are made, and push them to a registry`,
      );
  }
  if (args.push) fail('docker_image: "push" is not supported: push images where they are made');
  const name = imageName(reference);
  const image = yield* fromSource(engine, args, { reference, present });
  const before = present && textAt(present, 'Id');
  const isNew = image === undefined ? present === undefined : textAt(image, 'Id') !== before;
  const isTagged =
    args.repository !== undefined && (yield* tag(engine, args.repository, { name, image, force: args.force_tag }));
  return {
    changed: isNew || isTagged,
    image: (image ?? present ?? {}) as Record<string, Json>,
    actions: isNew ? [`Pulled image ${name}`] : [],
  };
}

function* fromSource(
  engine: Engine,
  args: ImageArguments,
  { reference, present }: { reference: ImageReference; present: EngineData | undefined },
): Conversation<EngineData | undefined> {
  if (present && !args.force_source) return present;
  if (args.source === 'pull') return yield* pullImage(engine, reference, args.pull?.platform);
  if (args.source === 'local') return present ?? fail(`Cannot find the image ${imageName(reference)} locally.`);
  return fail(`docker_image: the source "${String(args.source)}" is not supported`, {
    hint: 'pull the image, or use source: local',
  });
}

/** Gives an image another name. Returns whether it did not have it. */
function* tag(
  engine: Engine,
  repository: string,
  { name, image, force }: { name: string; image: EngineData | undefined; force: boolean },
): Conversation<boolean> {
  const wanted = parseImage(repository, parseImage(name).tag);
  if (image && textsAt(image, 'RepoTags').includes(imageName(wanted)) && !force) return false;
  const query = { repo: wanted.repository, tag: wanted.tag ?? 'latest' };
  yield* engine.change(
    { what: `tag image ${imageName(wanted)}` },
    { method: 'POST', path: `/images/${name}/tag`, query },
  );
  return true;
}
