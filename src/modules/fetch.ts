import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, rename, rm, stat as statLocal, writeFile } from 'node:fs/promises';
import { isAbsolute, join, posix } from 'node:path';
import {
  arg,
  ask,
  defineAction,
  download,
  fail,
  onController,
  type ActionResult,
  type Controller,
  type Conversation,
  type Result,
} from '../module-kit/index.js';
import { toPath } from '../module-kit/coerce-scalar.js';
import { checksum } from '../questions/checksum.js';
import { stat } from '../questions/stat.js';
import { bothRequired } from './files/arguments.js';

interface Sums {
  readonly sha1: string;
  readonly md5: string;
}

export const fetch = defineAction({
  name: 'ansible.builtin.fetch',
  summary: 'Bring a file of the target to the controller.',
  args: {
    src: arg.raw({ required: true, doc: 'File on the target.' }),
    dest: arg.string({
      required: true,
      doc: 'Directory of the controller, in which host and path are made; with flat, the file or (with a slash at the end) its directory.',
    }),
    flat: arg.boolean({ default: false, doc: 'Do not make directories for host and path.' }),
    fail_on_missing: arg.boolean({ default: true, doc: 'Whether a missing file is a failure.' }),
    validate_checksum: arg.boolean({ default: true, doc: 'Compare the checksums after the transfer.' }),
  },
  rules: { words: bothRequired },
  examples: ['fetch: { src: /etc/thanos/ca.pem, dest: fetched/ca.pem, flat: true }'],

  *run({ src: given, dest, flat, fail_on_missing, validate_checksum }, controller): Conversation<ActionResult> {
    if (controller.check)
      return { result: { changed: false, skipped: true, msg: 'check mode not (yet) supported for this module' } };
    if (typeof given !== 'string') fail('Invalid type supplied for source option, it must be a string');
    const src = toPath(given, controller.target);
    const { now, sum } = yield* ask({ now: stat(src, true), sum: checksum(src) });
    if (!now.exists && now.isDenied) fail(`File is not readable: ${src}`, { file: src });
    const problem = !now.exists
      ? 'the remote file does not exist'
      : now.kind === 'directory'
        ? 'remote file is a directory, fetch cannot work on directories'
        : undefined;
    if (problem !== undefined || sum === undefined)
      return { result: missing(problem ?? 'the remote file is not readable', src, fail_on_missing) };
    const file = destinationOf(src, dest, flat, controller);
    if (flat && (yield* onController(() => isDirectory(file))))
      fail(
        dest.endsWith('/')
          ? `calculated dest '${file}' is an existing directory, use another path that does not point to an existing directory`
          : 'dest is an existing directory, use a trailing slash if you want to fetch src into that directory',
      );
    const before = yield* onController(() => sumsOf(file));
    if (before?.sha1 === sum)
      return { result: { changed: false, file: src, checksum: sum, md5sum: before.md5, dest: file } };
    const size = now.exists ? now.size : 0;
    const after = yield* bring({ src, size }, file, validate_checksum ? sum : undefined);
    const remote = { remote_md5sum: null, remote_checksum: sum };
    return { result: { changed: true, checksum: after.sha1, md5sum: after.md5, dest: file, ...remote } };
  },
});

function missing(msg: string, src: string, isFailure: boolean): Result {
  if (isFailure) fail(msg, { file: src });
  return { changed: false, msg: `${msg}, not transferring, ignored`, file: src };
}

function destinationOf(src: string, dest: string, flat: boolean, controller: Controller): string {
  const base = isAbsolute(dest) ? dest : join(controller.directory, dest);
  if (!flat) return join(base, controller.target.host, posix.resolve('/', src));
  return dest.endsWith('/') ? join(base, posix.basename(src)) : base;
}

/** Streams the file beside its place and renames it there, so that no half file is ever seen. */
function* bring(
  { src, size }: { readonly src: string; readonly size: number },
  file: string,
  expected: string | undefined,
): Conversation<Sums> {
  const partial = `${file}.provision-${createHash('sha1').update(src).digest('hex').slice(0, 8)}`;
  yield* onController(async () => {
    await mkdir(join(file, '..'), { recursive: true });
    // Created here, so that the user's umask decides about its permissions.
    await writeFile(partial, '');
  });
  try {
    yield* download({ path: src, destination: partial, size });
    const sums = yield* onController(() => sumsOf(partial));
    if (sums === undefined) fail(`nothing was transferred to ${partial}`, { file: src, dest: file });
    if (expected !== undefined && sums.sha1 !== expected) {
      fail('checksum mismatch', {
        file: src,
        dest: file,
        checksum: sums.sha1,
        md5sum: sums.md5,
        remote_checksum: expected,
      });
    }
    yield* onController(() => rename(partial, file));
    return sums;
  } finally {
    yield* onController(() => rm(partial, { force: true }));
  }
}

async function isDirectory(path: string): Promise<boolean> {
  return (await statLocal(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function sumsOf(path: string): Promise<Sums | undefined> {
  const sha1 = createHash('sha1');
  const md5 = createHash('md5');
  try {
    for await (const chunk of createReadStream(path)) {
      const bytes = chunk as Buffer;
      sha1.update(bytes);
      md5.update(bytes);
    }
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') return undefined;
    throw thrown;
  }
  return { sha1: sha1.digest('hex'), md5: md5.digest('hex') };
}
