import { ask, change, defineModule, fail, leave, type Conversation, type Result } from '../module-kit/index.js';
import { account, groups, type Account, type Group } from '../questions/account.js';
import { program } from '../questions/program.js';
import { probe } from '../questions/question.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { userArguments, type UserArgs } from './account/arguments.js';
import { changeWithBusybox, createWithBusybox } from './account/busybox.js';
import { createUser } from './account/create.js';
import { differencesOf, type Difference } from './account/differences.js';
import { passwordWarnings } from './account/password.js';
import { refuseRange } from './account/range.js';
import { runTool } from './account/run-tool.js';
import { ensureKey, keyQuestion } from './account/ssh-key.js';

export const user = defineModule({
  name: 'ansible.builtin.user',
  summary: 'Create, change or remove a user.',
  args: userArguments,
  rules: { requiredIf: [['non_unique', true, ['uid']]] },
  examples: [
    'user: { name: thanos, system: true, shell: /usr/sbin/nologin, create_home: false }',
    'user: { name: ada, groups: [sudo, adm], append: true, password: "{{ ada_password_hash }}" }',
    'user: { name: old, state: absent, remove: true }',
  ],

  *run(args): Conversation<Result> {
    if (args.local && args.umask !== undefined) fail("'umask' can not be used with 'local'");
    refuseRange(args.local, { uid_min: args.uid_min, uid_max: args.uid_max });
    const facts = yield* ask(questionsOf(args));
    if (args.state === 'absent') return yield* remove(args, facts.now, facts.shadow === undefined);
    const missing = named(args).find((_, index) => facts.named[index] === undefined);
    if (missing !== undefined && facts.now) fail(noGroup(missing), { changed: false });
    const isNew = facts.now === undefined;
    const changed = facts.now ? yield* modify(args, facts.now, facts) : yield* create(args, facts, missing);
    const after = changed ? (yield* ask({ now: questionsOf(args).now })).now : facts.now;
    const key = facts.key ? yield* ensureKey(args, after, facts.key) : {};
    const warnings = [...passwordWarnings(args.password), ...appendWarnings(args)];
    return { ...resultOf(args, after, isNew), ...key, ...(warnings.length > 0 ? { warnings } : {}) };
  },
});

function appendWarnings({ append, groups: others }: UserArgs): readonly string[] {
  const text = "'append' is set, but no 'groups' are specified. Use 'groups' for appending new groups.";
  return append && others === undefined ? [text] : [];
}

/** Answers nothing, where a question is not needed. */
const nothing = probe(sh`:`, () => undefined);

function questionsOf(args: UserArgs) {
  const where = args.local ? { local: true } : {};
  return {
    now: account({ name: args.name, ...where }),
    shadow: program('useradd'),
    own: groups({ names: [args.name], ...where }),
    named: groups({ names: named(args), ...where }),
    key: args.generate_ssh_key && args.state === 'present' ? keyQuestion(args) : nothing,
  };
}

interface Found {
  readonly shadow: string | undefined;
  readonly own: readonly (Group | undefined)[];
  readonly named: readonly (Group | undefined)[];
}

/** The groups that a task names: first the primary one, if any. */
function named({ group, groups: others }: UserArgs): readonly string[] {
  return [...(group === undefined ? [] : [group]), ...wanted(others)];
}

/** `groups: ""` is an empty list. */
function wanted(others: readonly string[] | undefined): readonly string[] {
  return (others ?? []).filter((name) => name !== '');
}

function* remove(args: UserArgs, now: Account | undefined, busybox: boolean): Conversation<Result> {
  const { name, force, remove: withHome } = args;
  if (!now) return { name, state: 'absent' };
  const run = busybox
    ? sh`deluser ${withHome ? ['--remove-home'] : []} -- ${name}`
    : sh`userdel ${force ? ['-f'] : []} ${withHome ? ['-r'] : []} -- ${name}`;
  yield* leave(name);
  const outcome = yield* runTool(name, change({ what: 'remove user', before: name, run, mayFail: true }));
  return {
    name,
    state: 'absent',
    force,
    remove: withHome,
    ...(outcome?.stderr.length ? { stderr: outcome.stderr.toString() } : {}),
  };
}

/** A check run may miss the group because an earlier task would have made it: only the real run fails for that. */
function* create(args: UserArgs, found: Found, missing: string | undefined): Conversation<boolean> {
  const run = missing === undefined ? creation(args, found) : sh`printf %s ${noGroup(missing)} >&2; exit 6`;
  yield* runTool(args.name, change({ what: 'create user', after: args.name, run, mayFail: true }));
  return true;
}

function creation(args: UserArgs, found: Found): Script {
  const normal = { ...args, groups: args.groups && wanted(args.groups) };
  const hasOwnGroup = found.own[0]?.name === args.name;
  return found.shadow === undefined ? createWithBusybox(normal) : createUser(normal, hasOwnGroup);
}

function noGroup(name: string): string {
  return `Group ${name} does not exist`;
}

function* modify(args: UserArgs, now: Account, found: Found): Conversation<boolean> {
  const primary = args.group === undefined ? undefined : found.named[0];
  const others = args.groups && found.named.slice(args.group === undefined ? 0 : 1).flatMap((group) => group ?? []);
  const differences = differencesOf(args, now, {
    primary,
    groups: others?.filter((group) => group.gid !== (primary?.gid ?? now.gid)),
  });
  if (differences.length > 0) {
    const run = found.shadow === undefined ? changeWithBusybox(args, now, differences) : mend(args, differences);
    yield* runTool(
      args.name,
      change({
        what: `change user: ${differences.map(({ what }) => what).join(', ')}`,
        ...diffOf(differences),
        run,
        mayFail: true,
      }),
    );
  }
  const needsHome = args.create_home && !now.hasHome && (args.home ?? now.home) === now.home && now.home !== '';
  if (needsHome)
    yield* runTool(
      args.name,
      change({ what: 'create home directory', after: now.home, run: makeHome(args, now), mayFail: true }),
    );
  return differences.length > 0 || needsHome;
}

function diffOf(differences: readonly Difference[]) {
  const side = (which: 'before' | 'after'): Record<string, string> =>
    Object.fromEntries(differences.map((difference) => [difference.what, difference[which]]));
  const text = (which: 'before' | 'after'): string => differences.map((difference) => difference[which]).join(' ');
  return { before: text('before'), after: text('after'), diff: { before: side('before'), after: side('after') } };
}

/** usermod with all options at once, then what needs a program of its own. */
function mend({ name }: UserArgs, differences: readonly Difference[]): Script {
  const options = differences.flatMap((difference) => difference.options ?? []);
  const others = differences.flatMap((difference) => difference.run ?? []);
  return joinScripts([...(options.length > 0 ? [sh`usermod ${options} -- ${name}`] : []), ...others], ' &&\n');
}

function makeHome({ skeleton, umask, name }: UserArgs, { home, uid, gid }: Account): Script {
  const mode = umask === undefined ? sh`` : sh`umask ${umask} && `;
  return sh`${mode}mkdir -p -- ${home} && { [ ! -d ${skeleton ?? '/etc/skel'} ] || cp -R ${`${skeleton ?? '/etc/skel'}/.`} ${home}; } && chown -R ${`${uid}:${gid}`} -- ${home} || { echo ${`cannot make the home directory of ${name}`} >&2; exit 1; }`;
}

/** In check mode there may be no account yet: then only what the task said is known. */
function resultOf(args: UserArgs, now: Account | undefined, isNew: boolean): Result {
  const known = now ?? { uid: args.uid, gid: undefined, comment: args.comment, home: args.home, shell: args.shell };
  return {
    name: args.name,
    state: 'present',
    uid: known.uid,
    group: known.gid,
    comment: known.comment,
    home: known.home,
    shell: known.shell,
    ...(args.groups ? { groups: wanted(args.groups).join(',') } : {}),
    ...(args.password === undefined ? {} : { password: 'NOT_LOGGING_PASSWORD' }),
    ...(isNew
      ? { create_home: args.create_home, system: args.system }
      : { append: args.append, move_home: args.move_home }),
  };
}
