import { arg, defineModule, fail } from '../module-kit/index.js';
import { texts } from './docker/container-options.js';
import { dataOf, Engine, engineArguments, objectAt, textAt, type EngineData } from './docker/engine.js';
import type { Json } from '../values/json.js';

export const dockerVolume = defineModule({
  name: 'community.docker.docker_volume',
  aliases: ['community.general.docker_volume'],
  summary: 'Create or remove a Docker volume.',
  args: {
    ...engineArguments,
    volume_name: arg.string({ required: true, aliases: ['name'], doc: 'The name of the volume.' }),
    state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'What should be.' }),
    driver: arg.string({ default: 'local', doc: 'The driver of the volume.' }),
    driver_options: arg.dict({ doc: 'Options of the driver.' }),
    labels: arg.dict({ doc: 'Labels.' }),
    recreate: arg.oneOf(
      'always',
      'never',
      'options-changed',
    )({ default: 'never', doc: 'When an existing volume is made anew; its data is lost.' }),
  },
  examples: ['community.docker.docker_volume: { name: prometheus_data }'],
  *run(args) {
    const engine = new Engine(args);
    const path = `/volumes/${encodeURIComponent(args.volume_name)}`;
    const present = yield* engine.find(path);
    const remove = { method: 'DELETE', path };
    if (args.state === 'absent') {
      if (present) yield* engine.change({ what: 'remove volume', before: args.volume_name }, remove);
      return { actions: present ? [`Removed volume ${args.volume_name}`] : [] };
    }
    const wanted = {
      Driver: args.driver,
      Options: texts(args.driver_options ?? new Map()),
      Labels: args.labels && texts(args.labels),
    };
    const differs = present !== undefined && !isAs(wanted, present);
    const isAnew =
      present !== undefined && (args.recreate === 'always' || (args.recreate === 'options-changed' && differs));
    if (present && !isAnew) return { volume: present as Record<string, Json> };
    if (isAnew) yield* engine.change({ what: 'remove volume', before: args.volume_name }, remove);
    const body = {
      Name: args.volume_name,
      Driver: wanted.Driver,
      DriverOpts: wanted.Options,
      Labels: wanted.Labels ?? {},
    };
    const response = yield* engine.change(
      { what: 'create volume', after: args.volume_name },
      { method: 'POST', path: '/volumes/create', body },
    );
    if (response) return { volume: dataOf(response) as Record<string, Json> };
    const actions = [
      ...(isAnew ? [`Removed volume ${args.volume_name}`] : []),
      `Created volume ${args.volume_name} with driver ${args.driver}`,
    ];
    return { volume: (present ?? null) as Json, actions };
  },
});

function isAs(
  wanted: { Driver: string; Options: Record<string, string>; Labels: Record<string, string> | undefined },
  present: EngineData,
): boolean {
  const has = (part: Record<string, string> | undefined, key: string): boolean =>
    Object.entries(part ?? {}).every(([name, value]) => objectAt(present, key)[name] === value);
  return (
    (textAt(present, 'Driver') ?? fail('the Docker engine described a volume without a driver')) === wanted.Driver &&
    has(wanted.Options, 'Options') &&
    has(wanted.Labels, 'Labels')
  );
}
