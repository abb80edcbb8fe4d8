import { arg, defineModule } from '../module-kit/index.js';
import { Engine, engineArguments, textAt } from './docker/engine.js';
import { findImage, imageName, parseImage, pullImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImagePull = defineModule({
  name: 'community.docker.docker_image_pull',
  summary: 'Pull a Docker image.',
  args: {
    ...engineArguments,
    name: arg.string({ required: true, doc: 'The image, with registry, tag or digest.' }),
    tag: arg.string({ default: 'latest', doc: 'The tag, unless the name has one.' }),
    platform: arg.string({ doc: 'The platform to pull for.' }),
    pull: arg.oneOf(
      'always',
      'not_present',
    )({ default: 'always', doc: 'Whether to ask the registry when the image is there.' }),
  },
  examples: ['community.docker.docker_image_pull: { name: "prom/prometheus:v3.1.0", pull: not_present }'],
  *run(args) {
    const engine = new Engine(args);
    const reference = parseImage(args.name, args.tag);
    const present = yield* findImage(engine, imageName(reference));
    if (present && args.pull === 'not_present')
      return { changed: false, image: present as Record<string, Json>, actions: [] };
    const pulled = yield* pullImage(engine, reference, args.platform);
    const changed =
      pulled === undefined ? present === undefined : textAt(pulled, 'Id') !== (present && textAt(present, 'Id'));
    return {
      changed,
      image: (pulled ?? present ?? {}) as Record<string, Json>,
      actions: [`Pulled image ${imageName(reference)}`],
    };
  },
});
