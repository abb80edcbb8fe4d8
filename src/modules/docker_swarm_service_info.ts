import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { Engine, engineArguments } from './docker/engine.js';
import { needManager } from './docker/swarm.js';

export const dockerSwarmServiceInfo = defineModule({
  name: 'community.docker.docker_swarm_service_info',
  aliases: ['community.general.docker_swarm_service_info'],
  summary: 'Tell what a swarm knows of a service.',
  args: { ...engineArguments, name: arg.string({ required: true, doc: 'The service, by name or id.' }) },
  examples: ['community.docker.docker_swarm_service_info: { name: web }'],
  *run(args): Conversation<Result> {
    const engine = new Engine(args);
    yield* needManager(engine);
    const service = yield* engine.find(`/services/${encodeURIComponent(args.name)}`);
    return { exists: service !== undefined, service: (service ?? null) as Json };
  },
});
