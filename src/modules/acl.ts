import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { stat } from '../questions/stat.js';
import { sh, type Script } from '../shell/script.js';
import { entryText, parseEntry, type Entry } from './acl/entry.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';

const args = {
  path: arg.path({ required: true, aliases: ['name'], doc: 'The file or directory.' }),
  entry: arg.string({ doc: 'The entry as type:name:permissions, instead of the arguments for each.' }),
  entity: arg.string({ default: '', doc: 'The user or group.' }),
  etype: arg.oneOf('group', 'mask', 'other', 'user')({ doc: 'Whom it is for.' }),
  permissions: arg.string({ doc: 'Any of r, w, x and X.' }),
  state: arg.oneOf('absent', 'present', 'query')({ default: 'query', doc: 'query only tells what there is.' }),
  default: arg.boolean({ default: false, doc: 'What new files in the directory get.' }),
  follow: arg.boolean({ default: true, doc: 'Follow links.' }),
  recursive: arg.boolean({ default: false, aliases: ['recurse'], doc: 'Also what is below.' }),
  recalculate_mask: arg.oneOf('default', 'mask', 'no_mask')({ default: 'default', doc: 'Whether the mask follows.' }),
  use_nfsv4_acls: arg.boolean({ default: false, doc: 'Access lists of NFS version 4; refused.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const acl = defineModule({
  name: 'ansible.posix.acl',
  summary: "Set, remove or read entries of a file's access list.",
  args,
  examples: ['acl: { path: /srv/www, entity: deploy, etype: user, permissions: rwX, recursive: true, state: present }'],

  *run(given): Conversation<Result> {
    const entry = check(given);
    const { file } = yield* ask({ file: stat(given.path, given.follow) });
    if (!file.exists) fail('Path not found or not accessible.', { changed: false });
    const set = entry ? setting(given, entry) : sh`:`;
    const { now } = yield* ask({ now: lists(given, entry, entry ? setting(given, entry, '--test') : sh`:`) });
    const told = entry ? `${entryText(entry)} is ${given.state}` : 'current acl';
    if (!entry || !now.changes) return { changed: false, msg: told, acl: now.acl };
    const outcome = yield* runProgram({
      what: 'access list',
      after: told,
      run: sh`${set} && ${listing(given, entry)}`,
    });
    return { changed: true, msg: told, acl: outcome ? readList(outcome.stdout.toString()) : now.acl };
  },
});

/** The entry that is meant; `undefined` for a query. */
function check(given: Args): Entry | undefined {
  const { entry, etype, entity, permissions, state, recursive, recalculate_mask } = given;
  const refuse = (message: string): never => fail(message, { changed: false });
  if (given.use_nfsv4_acls) refuse('access lists of NFS version 4 are not supported');
  if (state === 'query' && recursive) refuse("'recursive' MUST NOT be set when 'state=query'.");
  if (state === 'query' && recalculate_mask !== 'default')
    refuse("'recalculate_mask' MUST NOT be set to 'mask' or 'no_mask' when 'state=query'.");
  if (entry === undefined && state !== 'query' && etype === undefined)
    refuse(`'etype' MUST be set when 'state=${state}'.`);
  if (entry !== undefined && (etype !== undefined || entity !== '' || permissions !== undefined))
    refuse("'entry' MUST NOT be set when 'entity', 'etype' or 'permissions' are set.");
  if (state === 'absent' && permissions !== undefined) refuse("'permissions' MUST NOT be set when 'state=absent'.");
  if (state === 'query') return undefined;
  if (entry !== undefined) {
    const parsed = parseEntry(entry, state);
    return { ...parsed, isDefault: parsed.isDefault || given.default };
  }
  return { etype: etype ?? '', entity, permissions, isDefault: given.default };
}

/** The command that sets or removes an entry. */
function setting(
  { path, state, recursive, follow, recalculate_mask: mask }: Args,
  entry: Entry,
  test?: string,
): Script {
  return sh`setfacl ${test === undefined ? [] : [test]} ${recursive ? ['--recursive'] : []} ${follow ? [] : ['--physical']} ${mask === 'mask' ? ['--mask'] : mask === 'no_mask' ? ['--no-mask'] : []} ${entry.isDefault ? ['-d'] : []} ${state === 'present' ? '-m' : '-x'} ${entryText(entry)} -- ${path}`;
}

function listing({ path, recursive, follow, default: isDefault }: Args, entry: Entry | undefined): Script {
  return sh`getfacl --omit-header --absolute-names ${(entry?.isDefault ?? isDefault) ? ['-d'] : []} ${recursive ? ['--recursive'] : []} ${follow ? [] : ['--physical']} -- ${path}`;
}

/** The list as it is, and whether setfacl would change anything: it prints `*,*` for a file that stays as it is. */
function lists(given: Args, entry: Entry | undefined, test: Script) {
  const script = sh`${systemPath} command -v setfacl >/dev/null || exit 99
${test} || exit; echo =acl; ${listing(given, entry)}`;
  return probe(script, ({ status, stdout, stderr }) => {
    if (status === 99) fail('Failed to find required executable "setfacl" on the target: install acl');
    if (status !== 0)
      fail(stderr.toString().trim(), { changed: false, rc: status, stdout: '', stderr: stderr.toString() });
    const [tested = '', text = ''] = stdout.toString().split(/^=acl\n/m);
    const changes = tested.split('\n').some((line) => line !== '' && !line.endsWith('*,*'));
    return { changes, acl: readList(text) };
  });
}

function readList(text: string): string[] {
  const trimmed = text.replace(/\n+$/, '');
  return trimmed === '' ? [] : trimmed.split('\n');
}
