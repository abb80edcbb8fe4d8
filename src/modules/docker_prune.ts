import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { texts } from './docker/container-options.js';
import { dataOf, Engine, engineArguments, valueAt, type EngineData } from './docker/engine.js';
import type { Json } from '../values/json.js';
import { isList, type Value } from '../values/value.js';

const filters = (doc: string) => arg.dict({ doc });

export const dockerPrune = defineModule({
  name: 'community.docker.docker_prune',
  aliases: ['community.general.docker_prune'],
  summary: 'Remove Docker containers, images, networks and volumes that nothing uses.',
  args: {
    ...engineArguments,
    containers: arg.boolean({ default: false, doc: 'Remove stopped containers.' }),
    containers_filters: filters('Which of them.'),
    images: arg.boolean({ default: false, doc: 'Remove unused images.' }),
    images_filters: filters('Which of them; dangling: false for those with a name too.'),
    networks: arg.boolean({ default: false, doc: 'Remove unused networks.' }),
    networks_filters: filters('Which of them.'),
    volumes: arg.boolean({ default: false, doc: 'Remove unused volumes.' }),
    volumes_filters: filters('Which of them.'),
    builder_cache: arg.boolean({ default: false, doc: 'Remove the cache of builds.' }),
    builder_cache_all: arg.boolean({ default: false, doc: 'Remove all of that cache.' }),
    builder_cache_filters: filters('Which parts of it.'),
    builder_cache_keep_storage: arg.bytes({ doc: 'How much of it is kept.' }),
  },
  examples: ['community.docker.docker_prune: { containers: true, images: true }'],
  *run(args): Conversation<Result> {
    const engine = new Engine(args);
    const result: Record<string, Json> = {};
    let isChanged = false;
    const parts = [
      ['containers', args.containers, args.containers_filters, 'ContainersDeleted'],
      ['images', args.images, args.images_filters, 'ImagesDeleted'],
      ['networks', args.networks, args.networks_filters, 'NetworksDeleted'],
      ['volumes', args.volumes, args.volumes_filters, 'VolumesDeleted'],
    ] as const;
    for (const [name, isWanted, given, key] of parts) {
      if (!isWanted) continue;
      const data = yield* prune(engine, name, { filters: filterText(given) });
      if (!data) continue;
      const gone = valueAt(data, key);
      result[name] = (Array.isArray(gone) ? gone : []) as Json;
      if (name !== 'networks') result[`${name}_space_reclaimed`] = Number(valueAt(data, 'SpaceReclaimed') ?? 0);
      isChanged ||= Array.isArray(gone) && gone.length > 0;
    }
    if (args.builder_cache) {
      const keep = args.builder_cache_keep_storage;
      const query = {
        filters: args.builder_cache_filters && filterText(args.builder_cache_filters),
        all: args.builder_cache_all ? 'true' : undefined,
        'keep-storage': keep === undefined ? undefined : String(keep),
      };
      const data = yield* prune(engine, 'build', query);
      const gone = data && valueAt(data, 'CachesDeleted');
      if (data) {
        result['builder_cache_caches_deleted'] = (gone ?? null) as Json;
        result['builder_cache_space_reclaimed'] = Number(valueAt(data, 'SpaceReclaimed') ?? 0);
      }
      isChanged ||= Array.isArray(gone) && gone.length > 0;
    }
    return { changed: isChanged, ...result };
  },
});

function* prune(
  engine: Engine,
  what: string,
  query: Readonly<Record<string, string | undefined>>,
): Conversation<EngineData | undefined> {
  const response = yield* engine.change(
    { what: `prune ${what}`, counts: false },
    { method: 'POST', path: `/${what}/prune`, query, timeout: 3600 },
  );
  return response && dataOf(response);
}

/** Filters as the engine takes them: lists of texts, switches as words. */
export function filterText(given: ReadonlyMap<Value, Value> | undefined): string {
  const lists = [...(given ?? [])].map(([name, value]): [string, string[]] => [
    String(name),
    (isList(value) ? [...value] : [value]).map((member) => texts(new Map([['', member]]))[''] ?? ''),
  ]);
  return JSON.stringify(Object.fromEntries(lists));
}
