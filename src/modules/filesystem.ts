import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { splitWords } from '../shell/split-words.js';
import { sh } from '../shell/script.js';
import { fileSystemTypes, type FileSystemType } from './filesystem/types.js';
import { systemPath } from './programs/path.js';
import { runProgram } from './programs/run.js';

const args = {
  dev: arg.path({ required: true, aliases: ['device'], doc: 'The device, or a file that is an image of one.' }),
  fstype: arg.oneOf(
    'bcachefs',
    'btrfs',
    'ext2',
    'ext3',
    'ext4',
    'ext4dev',
    'f2fs',
    'lvm',
    'ocfs2',
    'reiserfs',
    'xfs',
    'vfat',
    'swap',
    'ufs',
  )({ aliases: ['type'], doc: 'The type of the file system.' }),
  state: arg.oneOf('present', 'absent')({ default: 'present', doc: 'absent wipes its signatures.' }),
  force: arg.boolean({ default: false, doc: 'Make it also where another one is.' }),
  resizefs: arg.boolean({ default: false, doc: 'Grow it into the whole device.' }),
  opts: arg.string({ doc: 'Options for the program that makes it.' }),
  uuid: arg.string({ doc: 'Its UUID.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const filesystem = defineModule({
  name: 'community.general.filesystem',
  summary: 'Make a file system on a device, grow it, or wipe it.',
  args,
  rules: { requiredIf: [['state', 'present', ['fstype']]], mutuallyExclusive: [['resizefs', 'uuid']] },
  examples: [
    'filesystem: { dev: /dev/sdb1, fstype: ext4 }',
    'filesystem: { dev: /dev/vg/data, fstype: xfs, resizefs: true }',
  ],

  *run(given): Conversation<Result> {
    const { dev, state } = given;
    const fstype: string = given.fstype ?? '';
    const { now } = yield* ask({ now: deviceAt(dev) });
    if (!now.exists && state === 'absent') return { changed: false, msg: `Device ${dev} not found.` };
    if (!now.exists) fail(`Device ${dev} not found.`, { changed: false });
    const found = now.type;
    if (state === 'absent') {
      if (found === '') return { changed: false };
      yield* runProgram({ what: 'wipe', before: found, run: sh`wipefs --all ${dev} >/dev/null` });
      return { changed: true };
    }
    const type = fileSystemTypes[fstype] ?? fail(`module does not support this filesystem (${fstype}) yet.`);
    const isSame = found === (fstype === 'lvm' ? 'LVM2_member' : fstype);
    if (isSame && given.uuid !== undefined) return yield* setUuid(given, type, now);
    if (isSame && !given.resizefs) return { changed: false };
    if (isSame) return yield* grow(given, type, now);
    if (found !== '' && !given.force)
      fail(`'${dev}' is already used as ${found}, use force=true to overwrite`, { changed: false, rc: 0, err: '' });
    const options = splitWords(given.opts ?? '') ?? fail(`opts has an unbalanced quote: ${given.opts ?? ''}`);
    yield* runProgram({
      what: `make ${fstype}`,
      before: found,
      after: dev,
      run: sh`${type.make(dev, options, given.uuid)} >/dev/null`,
    });
    return { changed: true };
  },
});

interface Device {
  readonly exists: boolean;
  readonly type: string;
  readonly uuid: string;
  readonly mountPoint: string;
  /** In bytes. */
  readonly size: number;
}

function deviceAt(path: string) {
  const script = sh`${systemPath} [ -e ${path} ] || exit 99
blkid -c /dev/null -p -o value -s TYPE ${path} || blkid -o value -s TYPE ${path} || echo
blkid -c /dev/null -p -o value -s UUID ${path} || echo
findmnt -no TARGET -S ${path} 2>/dev/null | head -n 1 | grep . || echo
if [ -b ${path} ]; then blockdev --getsize64 ${path}; else wc -c <${path}; fi 2>/dev/null`;
  return probe(script, ({ status, stdout }): Device => {
    const [type = '', uuid = '', mountPoint = '', size = ''] = stdout.toString().split('\n');
    return { exists: status !== 99, type, uuid, mountPoint, size: Number(size) };
  });
}

function* setUuid({ dev, uuid = '' }: Args, type: FileSystemType, now: Device): Conversation<Result> {
  if (!type.setUuid) return fail(`module does not support setting the UUID of ${type.label} yet.`, { changed: false });
  if (now.uuid === uuid) return { changed: false };
  const outcome = yield* runProgram({ what: 'UUID', before: now.uuid, after: uuid, run: type.setUuid(dev, uuid) });
  return { changed: true, ...(outcome ? { msg: outcome.stderr.toString() + outcome.stdout.toString() } : {}) };
}

/** A file system counts as full-size when less than one of its blocks fits behind it. */
function* grow(given: Args, type: FileSystemType, now: Device): Conversation<Result> {
  const { dev, fstype } = { ...given, fstype: given.fstype ?? 'unknown' };
  if (!type.grow || !type.size)
    return fail(`module does not support resizing ${fstype} filesystem yet.`, { changed: false });
  const { factors } = yield* ask({
    factors: probe(
      sh`${systemPath} ${type.size(dev)}`,
      ({ stdout }) => stdout.toString().match(/\d+/g)?.map(Number) ?? [],
    ),
  });
  if (factors.length === 0) fail(`the size of the file system on ${dev} cannot be read`, { changed: false });
  const size = factors.reduce((product, factor) => product * factor, 1);
  const block = factors.length > 1 ? Math.min(...factors) : fstype === 'lvm' ? 4 * 1024 * 1024 : 1;
  if (now.size - size < Math.max(block, 1))
    return { changed: false, msg: `${type.label} filesystem is using the whole device ${dev}` };
  if (type.growsMounted === true && now.mountPoint === '')
    fail(`${dev} needs to be mounted for ${fstype} operations`, { changed: false });
  const run = sh`${type.grow(dev, now.mountPoint)}`;
  const outcome = yield* runProgram({ what: `grow ${fstype}`, before: String(size), after: String(now.size), run });
  const msg = outcome ? outcome.stdout.toString() : `resizing filesystem ${type.label} on device ${dev}`;
  return { changed: true, msg };
}
