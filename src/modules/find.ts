import { posix } from 'node:path';
import { arg, askAll, defineModule, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { checksum, checksumAlgorithms } from '../questions/checksum.js';
import { listing, type Listing } from '../questions/listing.js';
import { stat, type PresentPath } from '../questions/stat.js';
import { text } from '../questions/text.js';
import type { Json } from '../values/json.js';
import { Float } from '../values/value.js';
import { modeText } from './files/mode.js';
import { permissionFlags } from './files/permission-flags.js';
import { matchesContent, matchesName, matchesStat } from './find/filters.js';

const args = {
  paths: arg.list(arg.path({ doc: '' }))({ required: true, aliases: ['name', 'path'], doc: 'Directories to search.' }),
  patterns: arg.list(arg.string({ doc: '' }))({
    default: [],
    aliases: ['pattern'],
    doc: 'Names that are wanted: shell patterns, or regular expressions with use_regex.',
  }),
  excludes: arg.list(arg.string({ doc: '' }))({ aliases: ['exclude'], doc: 'Names that are not wanted.' }),
  use_regex: arg.boolean({ default: false, doc: 'Whether names are regular expressions.' }),
  contains: arg.string({ doc: 'Regular expression that the start of a line must match.' }),
  read_whole_file: arg.boolean({ default: false, doc: 'Match contains anywhere in the whole file.' }),
  encoding: arg.string({ doc: 'Character set of the files; UTF-8 is assumed.' }),
  file_type: arg.oneOf('any', 'directory', 'file', 'link')({ default: 'file', doc: 'What to look for.' }),
  recurse: arg.boolean({ default: false, doc: 'Look into directories.' }),
  depth: arg.integer({ doc: 'How many directories deep to look with recurse.' }),
  hidden: arg.boolean({ default: false, doc: 'Include names that begin with a dot.' }),
  follow: arg.boolean({ default: false, doc: 'Follow links.' }),
  age: arg.string({ doc: 'At least this old (2d), or at most (-2d).' }),
  age_stamp: arg.oneOf('atime', 'ctime', 'mtime')({ default: 'mtime', doc: 'The time that age means.' }),
  size: arg.string({ doc: 'At least this large (10m), or at most (-10m).' }),
  mode: arg.mode({ doc: 'Permissions.' }),
  exact_mode: arg.boolean({ default: true, doc: 'Whether mode must be equal; otherwise its bits must be set.' }),
  get_checksum: arg.boolean({ default: false, doc: 'Return checksums of files.' }),
  checksum_algorithm: arg.oneOf(...checksumAlgorithms)({
    default: 'sha1',
    aliases: ['checksum', 'checksum_algo'],
    doc: 'How checksums are computed.',
  }),
  limit: arg.integer({ doc: 'Return at most so many.' }),
} as const;

type Args = ValuesOf<typeof args>;

interface Found {
  readonly path: string;
  readonly now: PresentPath;
}

export const find = defineModule({
  name: 'ansible.builtin.find',
  summary: 'List files of the target that fit given conditions.',
  args,
  examples: [
    'find: { paths: /var/log, patterns: "*.gz", age: 4w, recurse: true }',
    'find: { paths: [/etc/prometheus], file_type: directory }',
  ],

  *run(given): Conversation<Result> {
    const depth = given.recurse ? given.depth : 1;
    const listings = yield* askAll(given.paths.map((directory) => listing({ directory, follow: given.follow, depth })));
    const clock = listings[0]?.now ?? 0;
    const candidates = yield* lookAt(
      given,
      listings.flatMap(({ paths }) => paths),
    );
    const wanted = candidates.filter(({ now }) => matchesStat(now, statWish(given), clock));
    const found = (yield* withContent(given, wanted)).slice(0, given.limit);
    const skipped = skippedPaths(given.paths, listings);
    return {
      changed: false,
      files: yield* describeAll(given, found),
      matched: found.length,
      examined: listings.reduce((sum, { paths }) => sum + paths.length, 0),
      skipped_paths: skipped,
      msg: message(Object.keys(skipped).length, found.length, given.limit),
      ...warningsOf(skipped),
    };
  },
});

function message(skipped: number, found: number, limit: number | undefined): string {
  if (skipped > 0) return 'Not all paths examined, check warnings for details';
  return limit !== undefined && found >= limit ? 'Limit of matches reached' : 'All paths examined';
}

function warningsOf(skipped: Record<string, string>): { warnings?: string[] } {
  const warnings = Object.entries(skipped).map(
    ([path, problem]) => `Skipped '${path}' path due to this access issue: ${problem}\n`,
  );
  return warnings.length === 0 ? {} : { warnings };
}

function statWish({
  file_type: fileType,
  age,
  age_stamp: ageStamp,
  size,
  mode,
  exact_mode: exactMode,
}: Args): Parameters<typeof matchesStat>[1] {
  return { fileType, age, ageStamp, size, mode, exactMode };
}

function* lookAt(
  { patterns, excludes = [], use_regex: useRegex, follow, hidden }: Args,
  paths: readonly string[],
): Conversation<Found[]> {
  const seen = hidden ? paths : paths.filter((path) => !posix.basename(path).startsWith('.'));
  const named = seen.filter((path) => matchesName(path, { patterns, excludes, useRegex }));
  const stats = yield* askAll(named.map((path) => stat(path, follow)));
  return named.flatMap((path, index) => {
    const now = stats[index];
    return now?.exists === true ? [{ path, now }] : [];
  });
}

function* withContent({ contains, read_whole_file }: Args, found: readonly Found[]): Conversation<readonly Found[]> {
  if (contains === undefined) return found;
  const contents = yield* askAll(found.map(({ path }) => text(path)));
  return found.filter((_, index) =>
    matchesContent(contents[index]?.content?.toString('utf8') ?? '', contains, read_whole_file),
  );
}

function* describeAll({ get_checksum, checksum_algorithm }: Args, found: readonly Found[]): Conversation<Json[]> {
  const sums = get_checksum ? yield* askAll(found.map(({ path }) => checksum(path, checksum_algorithm))) : [];
  return found.map(({ path, now }, index) => {
    const sum = sums[index];
    return { path, ...describe(now), ...(sum === undefined || now.kind !== 'file' ? {} : { checksum: sum }) };
  });
}

function describe(now: PresentPath): Record<string, Json> {
  return {
    mode: modeText(now.permissions),
    isdir: now.kind === 'directory',
    ischr: now.kind === 'character device',
    isblk: now.kind === 'block device',
    isreg: now.kind === 'file',
    isfifo: now.kind === 'fifo',
    islnk: now.kind === 'link',
    issock: now.kind === 'socket',
    uid: now.uid,
    gid: now.gid,
    size: now.size,
    inode: now.inode,
    dev: now.device,
    nlink: now.links,
    atime: new Float(now.accessed),
    mtime: new Float(now.modified),
    ctime: new Float(now.changed),
    gr_name: now.group ?? '',
    pw_name: now.owner ?? '',
    ...permissionFlags(now.permissions),
  };
}

function skippedPaths(directories: readonly string[], listings: readonly Listing[]): Record<string, string> {
  return Object.fromEntries(
    directories.flatMap((directory, index): [string, string][] => {
      const { isDirectory = false, problems = '' } = listings[index] ?? {};
      if (!isDirectory) return [[directory, `'${directory}' is not a directory`]];
      return problems === '' ? [] : [[directory, problems]];
    }),
  );
}
