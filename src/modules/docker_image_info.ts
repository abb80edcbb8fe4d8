import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { Engine, engineArguments, listOf, textAt } from './docker/engine.js';
import { findImage, imageName, parseImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImageInfo = defineModule({
  name: 'community.docker.docker_image_info',
  aliases: ['community.general.docker_image_info'],
  summary: 'Tell what the Docker engine knows of images.',
  args: {
    ...engineArguments,
    name: arg.list(arg.string({ doc: 'An image.' }))({ doc: 'The images, or their ids; all without it.' }),
  },
  examples: ['community.docker.docker_image_info: { name: "prom/prometheus:v3.1.0" }'],
  *run(args): Conversation<Result> {
    const engine = new Engine(args);
    const names =
      args.name ?? listOf(yield* engine.get({ path: '/images/json' })).map((image) => textAt(image, 'Id') ?? '');
    const images: Json[] = [];
    for (const name of names) {
      const isId = /^(?:sha256:)?[0-9a-f]{64}$/.test(name);
      const image = yield* findImage(engine, isId ? name : imageName(parseImage(name)));
      if (image) images.push(image as Record<string, Json>);
    }
    return { images };
  },
});
