import {
  arg,
  ask,
  change,
  defineModule,
  fail,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { groups, type Group } from '../questions/account.js';
import { program } from '../questions/program.js';
import { sh, type Script } from '../shell/script.js';
import { refuseRange } from './account/range.js';
import { runTool } from './account/run-tool.js';

const args = {
  name: arg.string({ required: true, doc: 'Name of the group.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the group exists.' }),
  gid: arg.integer({ doc: 'Its number.' }),
  gid_min: arg.integer({ doc: 'The lowest number to choose.' }),
  gid_max: arg.integer({ doc: 'The highest number to choose.' }),
  non_unique: arg.boolean({ default: false, doc: 'Allow a number that another group has.' }),
  system: arg.boolean({ default: false, doc: 'Take the number from the range of system groups.' }),
  force: arg.boolean({ default: false, doc: 'Remove it even when it is the primary group of a user.' }),
  local: arg.boolean({ default: false, doc: 'Look only at the local files, not at a directory service.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const group = defineModule({
  name: 'ansible.builtin.group',
  summary: 'Create, change or remove a group.',
  args,
  rules: { requiredIf: [['non_unique', true, ['gid']]] },
  examples: ['group: { name: observer, system: true }', 'group: { name: old, state: absent }'],

  *run(given): Conversation<Result> {
    const { name, gid } = given;
    refuseRange(given.local, { gid_min: given.gid_min, gid_max: given.gid_max });
    const question = groups({ names: [name], ...(given.local ? { local: true } : {}) });
    const { found, shadow } = yield* ask({ found: question, shadow: program('groupadd') });
    const now = found[0]?.name === name ? found[0] : undefined;
    const busybox = shadow === undefined;
    if (given.state === 'absent') return yield* remove(given, now, busybox);
    if (!now)
      yield* runTool(
        given.name,
        change({ what: 'create group', after: name, run: create(given, busybox), mayFail: true }),
      );
    else if (gid !== undefined && now.gid !== gid) yield* renumber(given, now, busybox);
    else return resultOf(given, now);
    const { after } = yield* ask({ after: question });
    return resultOf(given, after[0]);
  },
});

function* remove({ name, force }: Args, now: Group | undefined, busybox: boolean): Conversation<Result> {
  const run = busybox ? sh`delgroup -- ${name}` : sh`groupdel ${force ? ['-f'] : []} -- ${name}`;
  if (now) yield* runTool(name, change({ what: 'remove group', before: name, run, mayFail: true }));
  return { name, state: 'absent' };
}

function* renumber({ name, gid = 0, non_unique }: Args, now: Group, busybox: boolean): Conversation<void> {
  if (busybox)
    fail(`the target cannot change the number of group ${name}: it has no groupmod; install the package shadow`, {
      name,
    });
  const run = sh`groupmod -g ${gid} ${non_unique ? ['-o'] : []} -- ${name}`;
  yield* runTool(name, change({ what: 'gid', before: String(now.gid), after: String(gid), run, mayFail: true }));
}

function create({ name, gid, gid_min, gid_max, non_unique, system }: Args, busybox: boolean): Script {
  if (busybox) return sh`addgroup ${gid === undefined ? [] : ['-g', gid]} ${system ? ['-S'] : []} -- ${name}`;
  const options = [
    ...(gid === undefined ? [] : ['-g', gid]),
    ...(non_unique ? ['-o'] : []),
    ...(system ? ['-r'] : []),
    ...(gid_min === undefined ? [] : ['-K', `GID_MIN=${gid_min}`]),
    ...(gid_max === undefined ? [] : ['-K', `GID_MAX=${gid_max}`]),
  ];
  return sh`groupadd ${options} -- ${name}`;
}

/** In check mode a new group has no number yet. */
function resultOf({ name, gid, system }: Args, now: Group | undefined): Result {
  return { name, state: 'present', system, gid: now?.name === name ? now.gid : gid };
}
