import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { dataOf, Engine, engineArguments, listOf, textAt, valueAt, type EngineData } from './docker/engine.js';
import { findMembership, unlockKey } from './docker/swarm.js';
import { filterText } from './docker_prune.js';

const listed = (what: string) => arg.boolean({ default: false, doc: `List ${what}.` });
const filtered = (what: string) => arg.dict({ doc: `Which ${what}.` });

const args = {
  ...engineArguments,
  nodes: listed('its nodes'),
  nodes_filters: filtered('nodes'),
  services: listed('its services'),
  services_filters: filtered('services'),
  tasks: listed('its tasks'),
  tasks_filters: filtered('tasks'),
  unlock_key: arg.boolean({ default: false, doc: 'Tell the key that unlocks its managers.' }),
  verbose_output: arg.boolean({ default: false, doc: 'Tell all that the swarm knows of each thing.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerSwarmInfo = defineModule({
  name: 'community.docker.docker_swarm_info',
  aliases: ['community.general.docker_swarm_info'],
  summary: 'Tell about a swarm, and what runs in it.',
  args,
  examples: ['community.docker.docker_swarm_info: { nodes: true }'],
  *run(given): Conversation<Result> {
    const engine = new Engine(given);
    const { state, isManager, info } = yield* findMembership(engine);
    const told = {
      can_talk_to_docker: true,
      docker_swarm_active: state !== 'inactive',
      docker_swarm_manager: isManager,
    };
    if (!isManager) fail('Error running docker swarm module: must run on swarm manager node', told);
    const result: Record<string, Json> = {
      ...told,
      swarm_facts: dataOf(yield* engine.get({ path: '/swarm' })) as Json,
    };
    for (const what of ['nodes', 'tasks', 'services'] as const)
      if (given[what]) result[what] = (yield* list(engine, given, what, info)) as readonly Json[];
    if (given.unlock_key) result['swarm_unlock_key'] = yield* unlockKey(engine);
    return result;
  },
});

function* list(
  engine: Engine,
  given: Args,
  what: 'nodes' | 'services' | 'tasks',
  info: EngineData,
): Conversation<readonly EngineData[]> {
  const filters = given[`${what}_filters`];
  const found = listOf(yield* engine.get({ path: `/${what}`, query: { filters: filters && filterText(filters) } }));
  if (given.verbose_output || what !== 'nodes') return found;
  return found.map((node) => briefNode(node, info));
}

function briefNode(node: EngineData, info: EngineData): EngineData {
  const manager = valueAt(node, 'ManagerStatus');
  return {
    ID: textAt(node, 'ID'),
    Hostname: textAt(node, 'Description', 'Hostname'),
    Status: textAt(node, 'Status', 'State'),
    Availability: textAt(node, 'Spec', 'Availability'),
    ManagerStatus:
      manager === undefined
        ? null
        : valueAt(node, 'ManagerStatus', 'Leader') === true
          ? 'Leader'
          : textAt(node, 'ManagerStatus', 'Reachability'),
    EngineVersion: textAt(node, 'Description', 'Engine', 'EngineVersion') ?? textAt(info, 'ServerVersion'),
  };
}
