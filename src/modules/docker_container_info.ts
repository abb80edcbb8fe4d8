import { arg, defineModule } from '../module-kit/index.js';
import { findContainer } from './docker/container-steps.js';
import { Engine, engineArguments } from './docker/engine.js';
import type { Json } from '../values/json.js';

export const dockerContainerInfo = defineModule({
  name: 'community.docker.docker_container_info',
  aliases: ['community.general.docker_container_info'],
  summary: 'Tell what the engine knows of a container.',
  args: { ...engineArguments, name: arg.string({ required: true, doc: 'The name of the container, or its id.' }) },
  examples: ['community.docker.docker_container_info: { name: prometheus }'],
  *run(args) {
    const container = yield* findContainer(new Engine(args), args.name);
    return { exists: container !== undefined, container: (container as Record<string, Json> | undefined) ?? null };
  },
});
