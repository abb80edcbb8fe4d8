import { posix } from 'node:path';
import {
  arg,
  ask,
  askAll,
  change,
  defineAction,
  fail,
  type ActionResult,
  type Controller,
  type Conversation,
  type Result,
  type ValuesOf,
} from '../module-kit/index.js';
import { checksum } from '../questions/checksum.js';
import { glob } from '../questions/glob.js';
import { probe, type Question } from '../questions/question.js';
import { stat, type PresentPath } from '../questions/stat.js';
import type { LocalFile } from '../shell/byte-source.js';
import { attach, joinScripts, sh, type Script } from '../shell/script.js';
import { loadSource, sha1Of, sumsOf } from './copy/local-source.js';
import { attributeArguments } from './files/arguments.js';
import { allOf, differencesOf } from './files/differences.js';
import { pathResult } from './files/result.js';
import { downloadBytes } from './http/download.js';
import type { Json } from '../values/json.js';
import { archiveOf, examination, type Archive } from './unarchive/archive.js';

const args = {
  ...attributeArguments,
  src: arg.string({ required: true, doc: 'Archive of the controller; with remote_src of the target, or a URL.' }),
  dest: arg.path({ required: true, doc: 'Directory of the target to unpack into.' }),
  remote_src: arg.boolean({
    default: false,
    doc: 'Whether the archive is on the target, or is downloaded from there.',
  }),
  copy: arg.boolean({ default: true, doc: 'The opposite of remote_src, for old playbooks.' }),
  creates: arg.path({ doc: 'Do nothing when this exists on the target.' }),
  include: arg.list(arg.string({ doc: '' }))({ default: [], doc: 'Members to unpack; all of them by default.' }),
  exclude: arg.list(arg.string({ doc: '' }))({ default: [], doc: 'Members not to unpack.' }),
  extra_opts: arg.list(arg.string({ doc: '' }))({ default: [], doc: 'Further options of tar or unzip.' }),
  keep_newer: arg.boolean({ default: false, doc: 'Keep files that are newer than those of the archive.' }),
  list_files: arg.boolean({ default: false, doc: 'Return the names of the members.' }),
  decrypt: arg.boolean({ default: true, doc: 'Decrypt the archive when it is a vault file.' }),
  validate_certs: arg.boolean({ default: true, doc: "Whether a download's certificate must be valid." }),
  io_buffer_size: arg.integer({ default: 65536, doc: 'Ignored.' }),
} as const;

const words = Object.fromEntries(
  ['dest', 'src', 'dest, src'].map((names) => [
    `missing required arguments: ${names}`,
    'src (or content) and dest are required',
  ]),
);

type Args = ValuesOf<typeof args>;

/** Where the archive is for a script, and what tells it from others. */
interface Source {
  readonly word: Script;
  readonly identity: string;
  readonly isZip: boolean;
}

export const unarchive = defineAction({
  name: 'ansible.builtin.unarchive',
  summary: 'Unpack an archive on the target.',
  args,
  rules: { mutuallyExclusive: [['include', 'exclude']], words },
  supportsAsync: true,
  examples: [
    'unarchive: { src: thanos.tar.gz, dest: /opt/thanos, owner: root, group: root }',
    'unarchive: { src: /tmp/app.zip, dest: /opt/app, remote_src: true, creates: /opt/app/bin }',
  ],

  *run(given, controller): Conversation<ActionResult> {
    const { there, directory } = yield* ask({
      directory: stat(given.dest, true),
      ...(given.creates === undefined ? {} : { there: glob({ pattern: given.creates }) }),
    });
    if (there === true)
      return { result: { changed: false, skipped: true, msg: `skipped, since ${given.creates ?? ''} exists` } };
    if (!directory.exists || directory.kind !== 'directory')
      fail(`dest '${given.dest}' must be an existing dir`, { dest: given.dest });
    const source = given.remote_src || !given.copy ? yield* remoteSource(given) : yield* localSource(given, controller);
    return { result: yield* unpack(given, source, directory, controller) };
  },
});

function* localSource({ src, decrypt }: Args, controller: Controller): Conversation<Source> {
  const source = loadSource(controller, controller.getFile('files', src), decrypt);
  const identity = yield* sha1Of(source);
  return { word: sh`${attach(source.content)}`, identity, isZip: isZip(src, source.content) };
}

function* remoteSource({ src, validate_certs }: Args): Conversation<Source> {
  if (/^https?:\/\//.test(src)) return yield* downloaded(src, validate_certs);
  const { now, sum, start } = yield* ask({ now: stat(src, true), sum: checksum(src), start: startOf(src) });
  if (!now.exists) fail(`Source '${src}' does not exist`, { src });
  if (sum === undefined) fail(`Source '${src}' not readable`, { src });
  return { word: sh`${src.startsWith('-') ? `./${src}` : src}`, identity: sum, isZip: isZip(src, start) };
}

/** The first bytes of a file of the target. */
function startOf(path: string): Question<Buffer> {
  return probe(sh`head -c 4 <${path} 2>/dev/null`, ({ stdout }) => stdout);
}

/** A zip archive by its first bytes; by its name when those are not at hand. */
function isZip(name: string, content: Uint8Array | LocalFile): boolean {
  if (!(content instanceof Uint8Array)) return /\.(zip|jar|war|whl)$/i.test(name);
  return Buffer.from(content.subarray(0, 2)).toString('latin1') === 'PK';
}

function* downloaded(url: string, validate: boolean): Conversation<Source> {
  const body = yield* downloadBytes(url, validate);
  return { word: sh`${attach(body)}`, identity: sumsOf(body).sha1, isZip: isZip(url, body) };
}

function* unpack(given: Args, source: Source, directory: PresentPath, { target }: Controller): Conversation<Result> {
  const { owner, group, mode } = given;
  const archive = archiveOf(given.src.replace(/[?#].*$/, ''), {
    isZip: source.isZip,
    archive: source.word,
    dest: given.dest,
    include: given.include,
    exclude: given.exclude,
    extra: given.extra_opts,
    keepNewer: given.keep_newer,
    sets: { owner: owner !== undefined, group: group !== undefined, mode: mode !== undefined },
    isRoot: target.uid === 0,
  });
  const { found } = yield* ask({ found: examination(archive, `${source.identity} ${given.dest}`) });
  const isChanged = found.differences.length > 0;
  const extracted = isChanged ? yield* extract(archive, given.dest, found.differences) : undefined;
  const members = found.members.filter((member) => member !== '/').map((member) => posix.join(given.dest, member));
  const attributesChanged = yield* applyToMembers(given, members);
  const { now } = yield* ask({ now: stat(given.dest, true) });
  return {
    changed: isChanged || attributesChanged,
    dest: given.dest,
    src: given.src,
    handler: archive.handler,
    ...(extracted ? { extract_results: extracted } : {}),
    ...(given.list_files ? { files: [...found.members] } : {}),
    ...pathResult(now.exists ? now : directory),
  };
}

function* extract(
  archive: Archive,
  dest: string,
  differences: readonly string[],
): Conversation<Record<string, Json> | undefined> {
  const outcome = yield* change({
    what: 'unpack',
    after: dest,
    diff: { before: '', after: differences.map((line) => `${line}\n`).join('') },
    run: archive.extract,
  });
  return outcome && { rc: outcome.status, out: outcome.stdout.toString(), err: outcome.stderr.toString() };
}

/** The task's owner, group and mode are those of every member. */
function* applyToMembers(given: Args, members: readonly string[]): Conversation<boolean> {
  const { owner, group, mode } = given;
  if (owner === undefined && group === undefined && mode === undefined) return false;
  const stats = yield* askAll(members.map((member) => stat(member)));
  const scripts = members.flatMap((member, index) => {
    const now = stats[index];
    return now?.exists === true ? differencesOf(member, { owner, group, mode }, now).map(({ run }) => run) : [];
  });
  if (scripts.length === 0) return false;
  yield* change({ what: 'owner and mode of the members', after: given.dest, run: joinScripts([allOf(scripts)]) });
  return true;
}
