import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { pushImage } from './docker/archive.js';
import { Engine, engineArguments } from './docker/engine.js';
import { findImage, imageName, parseImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImagePush = defineModule({
  name: 'community.docker.docker_image_push',
  summary: 'Send a Docker image to its registry.',
  args: {
    ...engineArguments,
    name: arg.string({ required: true, doc: 'The image with its registry.' }),
    tag: arg.string({ default: 'latest', doc: 'Its tag, unless the name has one.' }),
  },
  examples: ['community.docker.docker_image_push: { name: registry.local/app, tag: "1" }'],
  *run(args): Conversation<Result> {
    const name = imageName(parseImage(args.name, args.tag));
    const image = yield* findImage(new Engine(args), name);
    if (!image) fail(`Cannot find image ${name}`);
    const isPushed = yield* pushImage(args, name);
    return { changed: isPushed ?? true, image: image as Record<string, Json>, actions: [`Pushed image ${name}`] };
  },
});
