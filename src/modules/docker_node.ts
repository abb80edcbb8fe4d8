import { arg, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { texts } from './docker/container-options.js';
import { Engine, engineArguments, objectAt, textAt, valueAt, type EngineData } from './docker/engine.js';
import { needManager } from './docker/swarm.js';

const args = {
  ...engineArguments,
  hostname: arg.string({ required: true, doc: 'The node, by name or id.' }),
  availability: arg.oneOf('active', 'pause', 'drain')({ doc: 'Whether it takes tasks.' }),
  role: arg.oneOf('manager', 'worker')({ doc: 'What it is in the swarm.' }),
  labels: arg.dict({ doc: 'Labels.' }),
  labels_state: arg.oneOf('merge', 'replace')({ default: 'merge', doc: 'Whether other labels are kept.' }),
  labels_to_remove: arg.list(arg.string({ doc: 'A name.' }))({ doc: 'Labels that it must not have.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const dockerNode = defineModule({
  name: 'community.docker.docker_node',
  aliases: ['community.general.docker_node'],
  summary: 'Set the role, availability and labels of a node of a swarm.',
  args,
  examples: ['community.docker.docker_node: { hostname: worker1, labels: { disk: ssd } }'],
  *run(given): Conversation<Result> {
    const engine = new Engine(given);
    yield* needManager(engine);
    const path = `/nodes/${encodeURIComponent(given.hostname)}`;
    const node =
      (yield* engine.find(path)) ?? fail(`Error while reading from Swarm manager: there is no node ${given.hostname}`);
    const now = objectAt(node, 'Spec');
    const wanted = {
      Name: textAt(now, 'Name'),
      Role: given.role ?? textAt(now, 'Role'),
      Availability: given.availability ?? textAt(now, 'Availability'),
      Labels: labelsOf(given, objectAt(now, 'Labels')),
    };
    const differs = differencesOf(now, wanted);
    if (differs.length === 0) return { node: node as Json };
    const query = { version: String(valueAt(node, 'Version', 'Index')) };
    yield* engine.change(
      { what: `update node (${differs.join(', ')})`, after: given.hostname },
      { method: 'POST', path: `/nodes/${textAt(node, 'ID') ?? ''}/update`, query, body: wanted },
    );
    return { node: ((yield* engine.find(path)) ?? node) as Json };
  },
});

function labelsOf({ labels, labels_state, labels_to_remove = [] }: Args, now: EngineData): EngineData {
  if (labels_state === 'replace') return texts(labels ?? new Map());
  const all = { ...now, ...texts(labels ?? new Map()) };
  return Object.fromEntries(Object.entries(all).filter(([name]) => !labels_to_remove.includes(name)));
}

function differencesOf(now: EngineData, wanted: EngineData): string[] {
  const sorted = (value: unknown): string =>
    JSON.stringify(typeof value === 'object' && value !== null ? Object.entries(value).sort() : value);
  return ['Role', 'Availability', 'Labels'].filter((key) => sorted(wanted[key] ?? {}) !== sorted(now[key] ?? {}));
}
