import { arg, defineModule } from '../module-kit/index.js';
import { Engine, engineArguments } from './docker/engine.js';
import type { Json } from '../values/json.js';

export const dockerVolumeInfo = defineModule({
  name: 'community.docker.docker_volume_info',
  aliases: ['community.general.docker_volume_info'],
  summary: 'Tell what the Docker engine knows of a volume.',
  args: { ...engineArguments, name: arg.string({ required: true, aliases: ['volume_name'], doc: 'The volume.' }) },
  examples: ['community.docker.docker_volume_info: { name: prometheus_data }'],
  *run(args) {
    const volume = yield* new Engine(args).find(`/volumes/${encodeURIComponent(args.name)}`);
    return { exists: volume !== undefined, volume: (volume ?? null) as Json };
  },
});
