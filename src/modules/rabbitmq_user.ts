import { arg, ask, defineModule, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { sh, type Script } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { apiArguments, control, lists, nodeArgument, refuseApi, run } from './rabbitmq/control.js';

const permission = {
  vhost: arg.string({ default: '/', doc: 'The virtual host.' }),
  configure_priv: arg.string({ default: '^$', doc: 'What it may configure.' }),
  write_priv: arg.string({ default: '^$', doc: 'What it may write.' }),
  read_priv: arg.string({ default: '^$', doc: 'What it may read.' }),
} as const;

const topicPermission = {
  vhost: arg.string({ default: '/', doc: 'The virtual host.' }),
  exchange: arg.string({ default: 'amq.topic', doc: 'The exchange.' }),
  write_priv: arg.string({ default: '^$', doc: 'What it may write.' }),
  read_priv: arg.string({ default: '^$', doc: 'What it may read.' }),
} as const;

const args = {
  ...nodeArgument,
  ...apiArguments,
  ...permission,
  user: arg.string({ required: true, aliases: ['username', 'name'], doc: 'The user.' }),
  password: arg.string({ secret: true, doc: 'Its password.' }),
  tags: arg.string({ doc: 'Its tags, with commas between them.' }),
  permissions: arg.list(arg.options(permission)({ doc: 'What it may do in one virtual host.' }))({
    default: [],
    doc: 'What it may do, in all virtual hosts.',
  }),
  topic_permissions: arg.list(arg.options(topicPermission)({ doc: 'What it may do at one exchange.' }))({
    default: [],
    doc: 'What it may do by routing keys.',
  }),
  force: arg.boolean({ default: false, doc: 'Remove it first.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'Whether it exists.' }),
  update_password: arg.oneOf('on_create', 'always')({ default: 'on_create', doc: 'When the password is set.' }),
} as const;

type Args = ValuesOf<typeof args>;
type Row = Readonly<Record<string, Json>>;

export const rabbitmqUser = defineModule({
  name: 'community.rabbitmq.rabbitmq_user',
  aliases: ['community.general.rabbitmq_user'],
  summary: 'Create, change or remove a user of RabbitMQ.',
  args,
  examples: [
    'community.rabbitmq.rabbitmq_user: { user: app, password: "{{ secret }}", vhost: /app, configure_priv: ".*", read_priv: ".*", write_priv: ".*" }',
  ],
  *run(given): Conversation<Result> {
    refuseApi(given);
    const { user, node, state, force } = given;
    const [users = []] = yield* lists(node, [['list_users']]);
    const present = users.find((row) => row['user'] === user);
    const remove = control(node, ['delete_user', user]);
    if (state === 'absent') {
      yield* run('remove user', user, present ? [remove] : []);
      return { changed: present !== undefined, user, state };
    }
    const kept = force ? undefined : present;
    const now = kept
      ? yield* lists(node, [
          ['list_user_permissions', user],
          ['list_user_topic_permissions', user],
        ])
      : [];
    const steps = [
      ...(present && force ? [remove] : []),
      ...(kept ? yield* passwordSteps(given) : [withPassword(given, 'add_user')]),
      ...tagSteps(given, kept),
      ...permissionSteps(given, now[0] ?? []),
      ...topicSteps(given, now[1] ?? []),
    ];
    yield* run(kept ? 'change user' : 'create user', user, steps);
    return { changed: steps.length > 0, user, state };
  },
});

/** Passwords go to the program's input. A user without one cannot log in by it: it is made with an empty one, and cleared. */
function withPassword({ node, user, password }: Args, command: string): Script {
  const set = sh`printf '%s\\n' ${password ?? ''} | ${control(node, [command, user])}`;
  if (password !== undefined && password !== '') return set;
  return sh`head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \\n' | ${control(node, [command, user])} && ${control(node, ['clear_password', user])}`;
}

/** Whether the password is another one is found out by logging in. */
function* passwordSteps(given: Args): Conversation<Script[]> {
  const { node, user, password, update_password } = given;
  if (update_password !== 'always' || password === undefined) return [];
  const trial = sh`printf '%s\\n' ${password} | ${control(node, ['authenticate_user', user])} >/dev/null 2>&1`;
  const { isSame } = yield* ask({ isSame: probe(trial, ({ status }) => status === 0) });
  return isSame ? [] : [withPassword(given, 'change_password')];
}

function tagSteps({ node, user, tags = '' }: Args, present: Row | undefined): Script[] {
  const wanted = tags
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '');
  const list = present?.['tags'];
  const now = Array.isArray(list) ? list.map(String) : [];
  const isSame = wanted.length === now.length && wanted.every((tag) => now.includes(tag));
  return isSame ? [] : [control(node, ['set_user_tags', user, ...wanted])];
}

/** With `permissions` all virtual hosts are meant; without, the one that the task names. */
function permissionSteps(given: Args, now: readonly Row[]): Script[] {
  const { node, user, permissions } = given;
  const wanted = permissions.length > 0 ? permissions : [given];
  const hasIt = (wish: ValuesOf<typeof permission>): boolean =>
    now.some(
      (row) =>
        row['vhost'] === wish.vhost &&
        row['configure'] === wish.configure_priv &&
        row['write'] === wish.write_priv &&
        row['read'] === wish.read_priv,
    );
  const isExtra = ({ vhost }: Row): boolean => permissions.length > 0 && !wanted.some((wish) => wish.vhost === vhost);
  return [
    ...now.filter(isExtra).map(({ vhost }) => control(node, ['clear_permissions', '-p', String(vhost), user])),
    ...wanted
      .filter((wish) => !hasIt(wish))
      .map((wish) =>
        control(node, [
          'set_permissions',
          '-p',
          wish.vhost,
          user,
          wish.configure_priv,
          wish.write_priv,
          wish.read_priv,
        ]),
      ),
  ];
}

function topicSteps({ node, user, topic_permissions }: Args, now: readonly Row[]): Script[] {
  if (topic_permissions.length === 0) return [];
  const at = (row: Row, wish: ValuesOf<typeof topicPermission>): boolean =>
    row['vhost'] === wish.vhost && row['exchange'] === wish.exchange;
  const extra = now.filter((row) => !topic_permissions.some((wish) => at(row, wish)));
  const missing = topic_permissions.filter(
    (wish) => !now.some((row) => at(row, wish) && row['write'] === wish.write_priv && row['read'] === wish.read_priv),
  );
  return [
    ...extra.map((row) =>
      control(node, ['clear_topic_permissions', '-p', String(row['vhost']), user, String(row['exchange'])]),
    ),
    ...missing.map((wish) =>
      control(node, ['set_topic_permissions', '-p', wish.vhost, user, wish.exchange, wish.write_priv, wish.read_priv]),
    ),
  ];
}
