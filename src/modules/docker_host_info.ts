import { arg, defineModule, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { dataOf, Engine, engineArguments, listOf, valueAt, type EngineData } from './docker/engine.js';
import { filterText } from './docker_prune.js';

const listed = (what: string) => arg.boolean({ default: false, doc: `List ${what}.` });
const filtered = (what: string) => arg.dict({ doc: `Which ${what}.` });

const args = {
  ...engineArguments,
  containers: listed('containers that run'),
  containers_all: arg.boolean({ default: false, doc: 'List those that do not run too.' }),
  containers_filters: filtered('containers'),
  images: listed('images'),
  images_filters: filtered('images'),
  networks: listed('networks'),
  networks_filters: filtered('networks'),
  volumes: listed('volumes'),
  volumes_filters: filtered('volumes'),
  disk_usage: arg.boolean({ default: false, doc: 'Tell how much room things take.' }),
  verbose_output: arg.boolean({ default: false, doc: 'Tell all that the engine knows of each thing.' }),
} as const;

type Args = ValuesOf<typeof args>;

/** What is told of each thing, unless all of it is asked for. */
const briefKeys = {
  containers: ['Id', 'Image', 'Command', 'Created', 'Status', 'Ports', 'Names'],
  images: ['Id', 'RepoTags', 'Created', 'Size'],
  networks: ['Id', 'Driver', 'Name', 'Scope'],
  volumes: ['Driver', 'Name'],
} as const;

export const dockerHostInfo = defineModule({
  name: 'community.docker.docker_host_info',
  aliases: ['community.general.docker_host_info'],
  summary: 'Tell about a Docker engine, and what it has.',
  args,
  examples: ['community.docker.docker_host_info: { containers: true, disk_usage: true }'],
  *run(given): Conversation<Result> {
    const engine = new Engine(given);
    const host_info = dataOf(yield* engine.get({ path: '/info' }));
    const result: Record<string, Json> = { can_talk_to_docker: true, host_info: host_info as Json };
    if (given.disk_usage) result['disk_usage'] = diskUsage(dataOf(yield* engine.get({ path: '/system/df' })), given);
    for (const what of ['containers', 'images', 'networks', 'volumes'] as const)
      if (given[what]) result[what] = (yield* list(engine, given, what)) as readonly Json[];
    return result;
  },
});

function* list(engine: Engine, given: Args, what: keyof typeof briefKeys): Conversation<readonly EngineData[]> {
  const query = {
    filters: given[`${what}_filters`] && filterText(given[`${what}_filters`]),
    all: what === 'containers' && given.containers_all ? 'true' : undefined,
  };
  const path = what === 'containers' || what === 'images' ? `/${what}/json` : `/${what}`;
  const response = yield* engine.get({ path, query });
  const found = what === 'volumes' ? valueAt(dataOf(response), 'Volumes') : listOf(response);
  const things = (Array.isArray(found) ? found : []) as readonly EngineData[];
  if (given.verbose_output) return things;
  return things.map((thing) => Object.fromEntries(briefKeys[what].map((key) => [key, thing[key] ?? null])));
}

function diskUsage(usage: EngineData, { verbose_output }: Args): Json {
  return (verbose_output ? usage : { LayersSize: usage['LayersSize'] ?? null }) as Json;
}
