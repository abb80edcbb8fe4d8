import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { readArchive, saveImages } from './docker/archive.js';
import { Engine, engineArguments, textAt, type EngineData } from './docker/engine.js';
import { findImage, imageName, parseImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImageExport = defineModule({
  name: 'community.docker.docker_image_export',
  summary: 'Write Docker images into an archive of the target.',
  args: {
    ...engineArguments,
    names: arg.list(arg.string({ doc: 'An image.' }))({ required: true, aliases: ['name'], doc: 'The images.' }),
    tag: arg.string({ default: 'latest', doc: 'Their tag, unless a name has one.' }),
    path: arg.path({ required: true, doc: 'The archive.' }),
    force: arg.boolean({ default: false, doc: 'Write it in any case.' }),
    platform: arg.string({ doc: 'Means nothing here: the image of the engine is written.' }),
  },
  examples: ['community.docker.docker_image_export: { name: app, path: /tmp/app.tar }'],
  *run(args): Conversation<Result> {
    const engine = new Engine(args);
    const names = args.names.map((name) => (/^sha256:/.test(name) ? name : imageName(parseImage(name, args.tag))));
    const images: EngineData[] = [];
    for (const name of names) images.push((yield* findImage(engine, name)) ?? fail(`Image ${name} not found`));
    const held = args.force ? undefined : yield* readArchive(args.path);
    const isHeld = images.every((image, index) =>
      held?.some(
        ({ id, tags }) => id === textAt(image, 'Id') && (tags.includes(names[index] ?? '') || id === names[index]),
      ),
    );
    const isSame =
      held !== undefined && held.length === new Set(images.map((image) => textAt(image, 'Id'))).size && isHeld;
    if (!isSame) yield* saveImages(args, names, args.path);
    return { changed: !isSame, images: images as Record<string, Json>[] };
  },
});
