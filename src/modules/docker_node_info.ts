import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import type { Json } from '../values/json.js';
import { Engine, engineArguments, listOf, type EngineData } from './docker/engine.js';
import { needManager } from './docker/swarm.js';

export const dockerNodeInfo = defineModule({
  name: 'community.docker.docker_node_info',
  aliases: ['community.general.docker_node_info'],
  summary: 'Tell what a swarm knows of its nodes.',
  args: {
    ...engineArguments,
    name: arg.list(arg.string({ doc: 'A node, by name or id.' }))({ doc: 'Only these nodes.' }),
    self: arg.boolean({ default: false, doc: 'Only the node that the engine is.' }),
  },
  examples: ['community.docker.docker_node_info: {}'],
  *run({ name, self, ...engineValues }): Conversation<Result> {
    const engine = new Engine(engineValues);
    const { nodeId } = yield* needManager(engine);
    if (!self && name === undefined) return { nodes: listOf(yield* engine.get({ path: '/nodes' })) as readonly Json[] };
    const nodes: EngineData[] = [];
    for (const wanted of self ? [nodeId] : (name ?? [])) {
      const node = yield* engine.find(`/nodes/${encodeURIComponent(wanted)}`);
      if (node) nodes.push(node);
    }
    return { nodes: nodes as readonly Json[] };
  },
});
