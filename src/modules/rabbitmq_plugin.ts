import { arg, ask, change, defineModule, fail, type Conversation, type Result } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh } from '../shell/script.js';

export const rabbitmqPlugin = defineModule({
  name: 'community.rabbitmq.rabbitmq_plugin',
  aliases: ['community.general.rabbitmq_plugin'],
  summary: 'Enable or disable plugins of RabbitMQ.',
  args: {
    names: arg.string({ required: true, aliases: ['name'], doc: 'The plugins, with commas between them.' }),
    state: arg.oneOf('enabled', 'disabled')({ default: 'enabled', doc: 'Whether they are enabled.' }),
    new_only: arg.boolean({ default: false, doc: 'Leave other plugins enabled.' }),
    broker_state: arg.oneOf('online', 'offline')({ default: 'online', doc: 'Whether the broker runs.' }),
    prefix: arg.string({ doc: 'Where RabbitMQ is installed.' }),
  },
  examples: ['community.rabbitmq.rabbitmq_plugin: { names: rabbitmq_management, new_only: true }'],
  *run({ names, state, new_only, broker_state, prefix }): Conversation<Result> {
    const program = prefix === undefined ? 'rabbitmq-plugins' : `${prefix}/sbin/rabbitmq-plugins`;
    const { now } = yield* ask({ now: probe(sh`${program} list -q -E -m`, (outcome) => outcome) });
    if (now.status === 127) fail('the target has no rabbitmq-plugins: install the package rabbitmq-server');
    if (now.status !== 0) fail(now.stderr.toString().trim(), { rc: now.status });
    const present = now.stdout
      .toString()
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => /^\w+$/.test(line));
    const wanted = names
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    const isOn = state === 'enabled';
    const enabled = isOn ? wanted.filter((name) => !present.includes(name)) : [];
    const others = isOn && !new_only ? present.filter((name) => !wanted.includes(name)) : [];
    const disabled = isOn ? others : wanted.filter((name) => present.includes(name));
    for (const [verb, list] of [
      ['disable', disabled],
      ['enable', enabled],
    ] as const) {
      if (list.length === 0) continue;
      const run = sh`${program} ${verb} ${`--${broker_state}`} ${list}`;
      const outcome = yield* change({ what: `${verb} plugin`, after: list.join(', '), run, mayFail: true });
      if (outcome && outcome.status !== 0)
        fail(outcome.stderr.toString().trim(), { changed: false, rc: outcome.status });
    }
    return { changed: enabled.length + disabled.length > 0, enabled, disabled };
  },
});
