import { arg, ask, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { linesOf } from '../module-kit/output.js';
import { stat } from '../questions/stat.js';
import { loadImages } from './docker/archive.js';
import { Engine, engineArguments } from './docker/engine.js';
import { findImage } from './docker/image.js';
import type { Json } from '../values/json.js';

export const dockerImageLoad = defineModule({
  name: 'community.docker.docker_image_load',
  summary: 'Load Docker images from an archive of the target.',
  args: { ...engineArguments, path: arg.path({ required: true, doc: 'The archive.' }) },
  examples: ['community.docker.docker_image_load: { path: /tmp/app.tar }'],
  *run(args): Conversation<Result> {
    const { file } = yield* ask({ file: stat(args.path, true) });
    if (!file.exists) fail(`Error opening archive ${args.path} - [Errno 2] No such file or directory: '${args.path}'`);
    const loaded = yield* loadImages(args, args.path);
    // The module that Ansible has does not know check mode: it is left out there.
    if (!loaded)
      return { skipped: true, msg: 'remote module (community.docker.docker_image_load) does not support check mode' };
    const engine = new Engine(args);
    const images: Json[] = [];
    for (const name of loaded.names) images.push(((yield* findImage(engine, name)) ?? {}) as Record<string, Json>);
    const stdout = loaded.output.trimEnd();
    return { changed: true, image_names: loaded.names, images, stdout, stdout_lines: linesOf(stdout) };
  },
});
