import { arg, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { toJson, type Json } from '../values/json.js';
import { apiArguments, control, lists, nodeArgument, refuseApi, run } from './rabbitmq/control.js';
import { isSameValue } from './rabbitmq/json-value.js';

export const rabbitmqPolicy = defineModule({
  name: 'community.rabbitmq.rabbitmq_policy',
  aliases: ['community.general.rabbitmq_policy'],
  summary: 'Set or clear a policy of RabbitMQ.',
  args: {
    ...nodeArgument,
    ...apiArguments,
    name: arg.string({ required: true, doc: 'The policy.' }),
    vhost: arg.string({ default: '/', doc: 'Its virtual host.' }),
    pattern: arg.string({ doc: 'A regular expression of the names that it is for; needed with present.' }),
    apply_to: arg.oneOf(
      'all',
      'exchanges',
      'queues',
      'classic_queues',
      'quorum_queues',
      'streams',
    )({ default: 'all', doc: 'What it is for.' }),
    tags: arg.dict({ doc: 'What it sets; needed with present.' }),
    priority: arg.string({ default: '0', doc: 'The highest number wins.' }),
    state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it is there.' }),
    ca_cert: arg.path({ doc: 'As login_user.' }),
    client_cert: arg.path({ doc: 'As login_user.' }),
    client_key: arg.path({ doc: 'As login_user.' }),
  },
  examples: [
    'community.rabbitmq.rabbitmq_policy: { name: mirrored, pattern: ".*", tags: { ha-mode: all }, priority: 1 }',
    'community.rabbitmq.rabbitmq_policy: { name: mirrored, state: absent }',
  ],

  *run(args): Conversation<Result> {
    refuseApi(args);
    const { name, node, vhost, state, pattern, tags, apply_to, priority } = args;
    const place = ['-p', vhost];
    if (state === 'present' && !(pattern && tags)) fail('pattern and tags are required for state=present');
    const [policies = []] = yield* lists(node, [['list_policies', ...place]]);
    const now = policies.find((policy) => policy['name'] === name);
    if (state === 'absent') {
      yield* run('clear policy', name, now ? [control(node, ['clear_policy', ...place, name])] : []);
      return { changed: now !== undefined, name, state };
    }
    // The dict of an argument is plain data.
    const definition = toJson(new Map(tags)) as Json;
    const isSame =
      now !== undefined &&
      now['pattern'] === pattern &&
      (now['apply-to'] ?? 'all') === apply_to &&
      String(now['priority']) === priority &&
      isSameValue(now['definition'], definition);
    const kind = apply_to === 'all' ? [] : ['--apply-to', apply_to];
    const words = [
      'set_policy',
      ...place,
      name,
      pattern ?? '',
      JSON.stringify(definition),
      '--priority',
      priority,
      ...kind,
    ];
    yield* run('set policy', name, isSame ? [] : [control(node, words)]);
    return { changed: !isSame, name, state };
  },
});
