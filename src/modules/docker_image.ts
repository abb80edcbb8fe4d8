import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { Engine, engineArguments, textAt, type EngineData } from './docker/engine.js';
import { loadImages, pushImage, readArchive, saveImages } from './docker/archive.js';
import { buildArguments, buildImage } from './docker/build.js';
import { findImage, imageName, parseImage, pullImage, type ImageReference } from './docker/image.js';
import { linesOf } from '../module-kit/output.js';
import { stat } from '../questions/stat.js';
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
  build: arg.options(buildArguments)({ doc: 'How it is built.' }),
  load_path: arg.path({ doc: 'The archive to load it from.' }),
  archive_path: arg.path({ doc: 'The archive to save it to.' }),
} as const;

export type ImageArguments = ValuesOf<typeof imageArguments>;

export const dockerImage = defineModule({
  name: 'community.docker.docker_image',
  aliases: ['community.general.docker_image'],
  summary: 'Build, load, pull, tag, push, save or remove a Docker image.',
  args: imageArguments,
  rules: {
    requiredIf: [
      ['state', 'present', ['source']],
      ['source', 'build', ['build']],
      ['source', 'load', ['load_path']],
    ],
  },
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

function* provide(engine: Engine, args: ImageArguments, { reference, present }: Standing): Conversation<Result> {
  const name = imageName(reference);
  const taken = yield* fromSource(engine, args, { reference, present });
  const image = taken.image ?? present;
  const isNew = taken.image === undefined ? taken.actions.length > 0 && !present : idOf(taken.image) !== idOf(present);
  const saved = args.archive_path === undefined ? [] : yield* archive(args, args.archive_path, { name, image });
  const further = yield* distribute(engine, args, { name, image });
  return {
    changed: isNew || saved.length > 0 || further.isChanged,
    image: ((yield* described(engine, args, name, image)) ?? {}) as Record<string, Json>,
    actions: [...taken.actions, ...saved, ...further.actions],
    ...(taken.stdout === undefined ? {} : { stdout: taken.stdout, stdout_lines: linesOf(taken.stdout) }),
  };
}

/** The image as it is now; what was only meant, in check mode, is not asked for. */
function* described(
  engine: Engine,
  { repository, push }: ImageArguments,
  name: string,
  image: EngineData | undefined,
): Conversation<EngineData | undefined> {
  return image && (repository !== undefined || push) ? yield* findImage(engine, name) : image;
}

interface Standing {
  readonly reference: ImageReference;
  readonly present: EngineData | undefined;
}

interface Taken {
  readonly image: EngineData | undefined;
  readonly actions: readonly string[];
  readonly stdout?: string | undefined;
}

function* fromSource(engine: Engine, args: ImageArguments, { reference, present }: Standing): Conversation<Taken> {
  const name = imageName(reference);
  if (present && (!args.force_source || args.source === 'local')) return { image: present, actions: [] };
  switch (args.source) {
    case 'pull':
      return { image: yield* pullImage(engine, reference, args.pull?.platform), actions: [`Pulled image ${name}`] };
    case 'build':
      return yield* built(engine, args, name);
    case 'load':
      return yield* loaded(engine, args, name);
    default:
      return fail(`Cannot find the image ${name} locally.`);
  }
}

function* built(engine: Engine, args: ImageArguments, name: string): Conversation<Taken> {
  const build = args.build ?? fail('source is build but all of the following are missing: build');
  const stdout = yield* buildImage(args, name, build);
  const image = stdout === undefined ? undefined : yield* findImage(engine, name);
  return { image, actions: [`Built image ${name} from ${build.path}`], stdout };
}

function* loaded(engine: Engine, args: ImageArguments, name: string): Conversation<Taken> {
  const path = args.load_path ?? '';
  const { file } = yield* ask({ file: stat(path, true) });
  if (!file.exists) fail(`Error loading image ${args.name}. Specified path ${path} does not exist.`);
  const got = yield* loadImages(args, path);
  if (got && !got.names.includes(name)) {
    const found = got.names.map((other) => `'${other}'`).sort();
    fail(`The archive did not contain image '${name}'. Instead, found ${found.join(', ')}.`, {
      changed: false,
      stdout: got.output.trim(),
    });
  }
  return { image: got && (yield* findImage(engine, name)), actions: [`Loaded image ${name} from ${path}`] };
}

interface Named {
  readonly name: string;
  readonly image: EngineData | undefined;
}

/** Saves the image, unless the archive holds it under this name. Returns what was done. */
function* archive(args: ImageArguments, path: string, { name, image }: Named): Conversation<string[]> {
  const held = yield* readArchive(path);
  const [first] = held ?? [];
  if (held?.length === 1 && first?.id === idOf(image) && first?.tags.includes(name)) return [];
  yield* saveImages(args, [name], path);
  const why = first
    ? `overwriting archive with image ${first.id.replace('sha256:', '')} named ${first.tags.join(', ')}`
    : held
      ? 'overwriting an unreadable archive file'
      : 'since none present';
  return [`Archived image ${name} to ${path}, ${why}`];
}

/** Tags and pushes. */
function* distribute(
  engine: Engine,
  args: ImageArguments,
  { name, image }: Named,
): Conversation<{ isChanged: boolean; actions: string[] }> {
  const actions: string[] = [];
  const other = args.repository === undefined ? name : imageName(parseImage(args.repository, args.tag));
  const isTagged = other !== name && (yield* tag(engine, other, { name, image, force: args.force_tag }));
  if (isTagged) actions.push(`Tagged image ${name} to ${other}`);
  if (!args.push) return { isChanged: isTagged, actions };
  actions.push(`Pushed image ${args.name} to ${other}`);
  const isPushed = yield* pushImage(args, other);
  return { isChanged: isTagged || isPushed !== false, actions };
}

/** Gives an image another name. Returns whether it did not have it. */
function* tag(
  engine: Engine,
  wanted: string,
  { name, image, force }: Named & { force: boolean },
): Conversation<boolean> {
  const holder = yield* findImage(engine, wanted);
  if (holder && (!force || idOf(holder) === idOf(image))) return false;
  const { repository, tag = 'latest' } = parseImage(wanted);
  const query = { repo: repository, tag, force: 'true' };
  yield* engine.change({ what: `tag image ${wanted}` }, { method: 'POST', path: `/images/${name}/tag`, query });
  return true;
}

function idOf(image: EngineData | undefined): string | undefined {
  return image && textAt(image, 'Id');
}
