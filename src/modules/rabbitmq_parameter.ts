import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { control, lists, nodeArgument, run } from './rabbitmq/control.js';
import { isSameValue, parseJson } from './rabbitmq/json-value.js';

export const rabbitmqParameter = defineModule({
  name: 'community.rabbitmq.rabbitmq_parameter',
  aliases: ['community.general.rabbitmq_parameter'],
  summary: 'Set or clear a parameter of a component of RabbitMQ.',
  args: {
    ...nodeArgument,
    component: arg.string({ required: true, doc: 'The component.' }),
    name: arg.string({ required: true, doc: 'The parameter.' }),
    value: arg.string({ doc: 'Its value, as JSON.' }),
    vhost: arg.string({ default: '/', doc: 'Its virtual host.' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it is set.' }),
  },
  examples: [
    'community.rabbitmq.rabbitmq_parameter: { component: federation, name: local-username, value: \'"guest"\' }',
  ],

  *run({ node, component, name, value, vhost, state }): Conversation<Result> {
    const wanted = parseJson(value, 'value');
    const place = ['-p', vhost];
    const [parameters = []] = yield* lists(node, [['list_parameters', ...place]]);
    const now = parameters.find((row) => row['component'] === component && row['name'] === name);
    const isSame = state === 'absent' ? now === undefined : now !== undefined && isSameValue(now['value'], wanted);
    const words =
      state === 'absent'
        ? ['clear_parameter', ...place, component, name]
        : ['set_parameter', ...place, component, name, JSON.stringify(wanted)];
    const what = state === 'absent' ? 'clear parameter' : 'set parameter';
    yield* run(what, `${component} ${name}`, isSame ? [] : [control(node, words)]);
    return { changed: !isSame, component, name, vhost, state };
  },
});
