import { posix } from 'node:path';
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
import { linesOf } from '../module-kit/output.js';
import { stat, type PresentPath, type Stat } from '../questions/stat.js';
import { sh } from '../shell/script.js';
import { applyDifferences, findDifferences } from './files/apply-attributes.js';
import { attributeArguments } from './files/arguments.js';
import { pathResult } from './files/result.js';
import { readable, wantedSize, type WantedSize } from './filesize/size.js';

const args = {
  ...attributeArguments,
  path: arg.path({ required: true, doc: 'The file.' }),
  size: arg.raw({ required: true, doc: 'Its size: 10M, 1.5GB; a number without a unit counts blocks.' }),
  blocksize: arg.raw({ doc: 'The size of a block; guessed by default.' }),
  source: arg.path({ default: '/dev/zero', doc: 'Where the bytes come from.' }),
  force: arg.boolean({ default: false, doc: 'Write the whole file anew each time.' }),
  sparse: arg.boolean({ default: false, doc: 'Leave a hole in place of zeros.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const filesize = defineModule({
  name: 'community.general.filesize',
  summary: 'Create a file of a size, or bring it to that size.',
  args,
  examples: ['community.general.filesize: { path: /var/swapfile, size: 2G, mode: "0600" }'],

  *run(given): Conversation<Result> {
    const { path, force, sparse } = given;
    if (force && sparse) fail('parameters values are mutually exclusive: force=true|sparse=true', { changed: false });
    const wanted = wantedSize(given.size, given.blocksize);
    const { now, parent } = yield* ask({ now: stat(path, true), parent: stat(posix.dirname(path), true) });
    check(path, now, parent);
    const before = now.exists ? now.size : null;
    const isRight = before === wanted.bytes && !force;
    const resized = isRight ? {} : yield* resize(given, wanted, before ?? 0);
    const after = yield* attributesOf(given, isRight ? now : undefined);
    return {
      changed: !isRight || after.changed,
      path,
      filesize: { ...wanted, iec: readable(wanted.bytes, 1024), si: readable(wanted.bytes, 1000) },
      size_diff: wanted.bytes - (force ? 0 : (before ?? 0)),
      diff: { before: { size: before, ...after.before }, after: { size: wanted.bytes, ...after.after } },
      ...resized,
      ...pathResult(after.now),
    };
  },
});

function check(path: string, now: Stat, parent: Stat): void {
  if (now.exists && now.kind !== 'file') fail(`${path} exists but is not a regular file`, { changed: false });
  if (!parent.exists || parent.kind !== 'directory')
    fail('parent directory of the file must exist prior to run this module', { changed: false });
}

/** Grows the file by whole blocks behind what is there, or cuts it; dd does either by where it begins to write. */
function* resize({ path, source, force, sparse }: Args, wanted: WantedSize, size: number): Conversation<Result> {
  const { blocks, blocksize } = wanted;
  const kept = force ? 0 : Math.min(blocks, sparse ? blocks : Math.ceil(size / blocksize));
  const input = sparse ? '/dev/zero' : source;
  const words = [`if=${input}`, `of=${path}`, `bs=${blocksize}`, `seek=${kept}`, `count=${blocks - kept}`];
  const cmd = ['dd', ...words].join(' ');
  const outcome = yield* change({ what: 'resize', after: path, run: sh`dd ${words}`, mayFail: true });
  if (!outcome) return { cmd };
  const stderr = outcome.stderr.toString();
  const told = { cmd, rc: outcome.status, stderr, stderr_lines: linesOf(stderr) };
  if (outcome.status !== 0) fail(`dd error while resizing file ${path} to ${wanted.bytes} bytes: ${stderr}`, told);
  return told;
}

/** Owner, group and mode; of a file that is new, once it is there. */
function* attributesOf(given: Args, known: Stat | undefined) {
  const now = known ?? (yield* ask({ now: stat(given.path, true) })).now;
  if (!now.exists) return { changed: false, now: undefined, before: {}, after: {} };
  const differences = yield* findDifferences(given.path, given, now);
  const applied: { changed: boolean; now: PresentPath } = yield* applyDifferences(given.path, differences, now);
  const side = (of: 'before' | 'after') =>
    Object.fromEntries(differences.map((difference) => [difference.name, difference[of]]));
  return { ...applied, before: side('before'), after: side('after') };
}
