import { arg, defineModule } from '../module-kit/index.js';
import { Engine, engineArguments } from './docker/engine.js';
import type { Json } from '../values/json.js';

export const dockerNetworkInfo = defineModule({
  name: 'community.docker.docker_network_info',
  aliases: ['community.general.docker_network_info'],
  summary: 'Tell what the Docker engine knows of a network.',
  args: { ...engineArguments, name: arg.string({ required: true, doc: 'The network, or its id.' }) },
  examples: ['community.docker.docker_network_info: { name: observer }'],
  *run(args) {
    const network = yield* new Engine(args).find(`/networks/${encodeURIComponent(args.name)}`);
    return { exists: network !== undefined, network: (network ?? null) as Json };
  },
});
