import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { control, lists, nodeArgument, run } from './rabbitmq/control.js';
import { isSameValue, parseJson } from './rabbitmq/json-value.js';

export const rabbitmqGlobalParameter = defineModule({
  name: 'community.rabbitmq.rabbitmq_global_parameter',
  aliases: ['community.general.rabbitmq_global_parameter'],
  summary: 'Set or clear a parameter of a whole RabbitMQ cluster.',
  args: {
    ...nodeArgument,
    name: arg.string({ required: true, doc: 'The parameter.' }),
    value: arg.string({ doc: 'Its value, as JSON.' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it is set.' }),
  },
  examples: ['community.rabbitmq.rabbitmq_global_parameter: { name: cluster_name, value: \'"mq"\' }'],

  *run({ node, name, value, state }): Conversation<Result> {
    const wanted = parseJson(value, 'value');
    const [parameters = []] = yield* lists(node, [['list_global_parameters']]);
    const now = parameters.find((row) => row['name'] === name);
    const isSame = state === 'absent' ? now === undefined : now !== undefined && isSameValue(now['value'], wanted);
    const words =
      state === 'absent' ? ['clear_global_parameter', name] : ['set_global_parameter', name, JSON.stringify(wanted)];
    yield* run(state === 'absent' ? 'clear parameter' : 'set parameter', name, isSame ? [] : [control(node, words)]);
    return { changed: !isSame, name, state, value: wanted };
  },
});
