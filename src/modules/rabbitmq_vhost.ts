import { arg, defineModule, type Conversation, type Result } from '../module-kit/index.js';
import { apiArguments, control, lists, nodeArgument, refuseApi, run } from './rabbitmq/control.js';

export const rabbitmqVhost = defineModule({
  name: 'community.rabbitmq.rabbitmq_vhost',
  aliases: ['community.general.rabbitmq_vhost'],
  summary: 'Create or remove a virtual host of RabbitMQ.',
  args: {
    ...nodeArgument,
    ...apiArguments,
    name: arg.string({ required: true, aliases: ['vhost'], doc: 'The virtual host.' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it exists.' }),
    tracing: arg.boolean({ default: false, aliases: ['trace'], doc: 'Whether it is traced.' }),
    ca_cert: arg.path({ doc: 'As login_user.' }),
    client_cert: arg.path({ doc: 'As login_user.' }),
    client_key: arg.path({ doc: 'As login_user.' }),
  },
  examples: ['community.rabbitmq.rabbitmq_vhost: { name: /app }'],
  *run(args): Conversation<Result> {
    refuseApi(args);
    const { name, node, state, tracing } = args;
    const [hosts = []] = yield* lists(node, [['list_vhosts', 'name', 'tracing']]);
    const present = hosts.find((host) => host['name'] === name);
    const trace = control(node, [tracing ? 'trace_on' : 'trace_off', '-p', name]);
    const isTraced = present?.['tracing'] === true;
    if (state === 'absent') {
      yield* run('remove virtual host', name, present ? [control(node, ['delete_vhost', name])] : []);
      return { changed: present !== undefined, name, state };
    }
    const steps = [...(present ? [] : [control(node, ['add_vhost', name])]), ...(isTraced === tracing ? [] : [trace])];
    yield* run(present ? 'tracing' : 'create virtual host', name, steps);
    return { changed: steps.length > 0, name, state };
  },
});
