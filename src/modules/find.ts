import { posix } from 'node:path';
import { findCharset } from '../base/charset.js';
import { arg, askAll, defineModule, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { checksum, checksumAlgorithms } from '../questions/checksum.js';
import { listing, type Listing } from '../questions/listing.js';
import { stat, type PresentPath } from '../questions/stat.js';
import { text } from '../questions/text.js';
import type { Json } from '../values/json.js';
import { statResult } from './files/stat-result.js';
import { matchesContent, matchesName, matchesStat, refuseUnreadable } from './find/filters.js';

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
  /** The directory that was searched. */
  readonly root: string;
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
    refuseUnreadable(given);
    const listings = yield* askAll(
      given.paths.map((directory) => listing({ directory, follow: given.follow, depth: listedDepth(given) })),
    );
    const clock = listings[0]?.now ?? 0;
    const candidates = yield* lookAt(given, listings);
    const wanted = candidates.filter(({ now }) => matchesStat(now, statWish(given), clock));
    const { found: all, problems } = yield* withContent(given, wanted);
    const found = all.slice(0, given.limit);
    const skipped = { ...skippedPaths(given.paths, listings), ...problems };
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

/** One level more than is wanted is looked at: it counts as examined. */
function listedDepth({ recurse, depth }: Args): number | undefined {
  if (!recurse) return 1;
  return depth === undefined ? undefined : depth + 1;
}

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

function* lookAt(given: Args, listings: readonly Listing[]): Conversation<Found[]> {
  const wanted = listings.flatMap(({ paths }, index) => {
    const root = given.paths[index] ?? '';
    return paths.filter((path) => isWanted(path, root, given)).map((path) => ({ path, root }));
  });
  const stats = yield* askAll(wanted.map(({ path }) => stat(path)));
  return wanted.flatMap((candidate, index) => {
    const now = stats[index];
    return now?.exists === true ? [{ ...candidate, now }] : [];
  });
}

function isWanted(
  path: string,
  root: string,
  { patterns, excludes = [], use_regex: useRegex, hidden, recurse, depth }: Args,
): boolean {
  if (!hidden && posix.basename(path).startsWith('.')) return false;
  if (recurse && depth !== undefined && levelsBelow(root, path) > depth) return false;
  return matchesName(path, { patterns, excludes, useRegex });
}

function levelsBelow(root: string, path: string): number {
  return path.slice(root.replace(/\/+$/, '').length).split('/').length - 1;
}

interface Searched {
  readonly found: readonly Found[];
  /** Why a directory was not searched to its end. */
  readonly problems: Readonly<Record<string, string>>;
}

/** The files whose content matches. A file that cannot be decoded ends the search of its directory. */
function* withContent(
  { contains, read_whole_file, encoding = 'utf-8' }: Args,
  candidates: readonly Found[],
): Conversation<Searched> {
  if (contains === undefined) return { found: candidates, problems: {} };
  const charset = findCharset(encoding);
  const found: Found[] = [];
  const problems: Record<string, string> = {};
  for (let start = 0; start < candidates.length; start += filesAtOnce) {
    const isOpen = ({ root }: Found): boolean => problems[root] === undefined;
    const part = candidates.slice(start, start + filesAtOnce).filter(isOpen);
    const contents = yield* askAll(part.map(({ path }) => text(path)));
    part.forEach((candidate, index) => {
      if (!isOpen(candidate)) return;
      const { root, path } = candidate;
      const content = charset?.decode(contents[index]?.content ?? Buffer.alloc(0));
      if (charset === undefined) problems[root] = `unknown encoding: ${encoding}`;
      else if (content === undefined)
        problems[root] = `Failed to read the file ${path} due to an encoding error. current encoding: ${encoding}`;
      else if (matchesContent(content, contains, read_whole_file)) found.push(candidate);
    });
  }
  return { found, problems };
}

/** Files are read in parts, because a directory whose search has ended needs no more of them, and memory has an end. */
const filesAtOnce = 200;

function* describeAll({ get_checksum, checksum_algorithm }: Args, found: readonly Found[]): Conversation<Json[]> {
  const sums = get_checksum ? yield* askAll(found.map(({ path }) => checksum(path, checksum_algorithm))) : [];
  return found.map(({ path, now }, index) => {
    const sum = sums[index];
    return { path, ...statResult(now), ...(sum === undefined || now.kind !== 'file' ? {} : { checksum: sum }) };
  });
}

/** A line of find's about a directory that it could not read. */
function skippedPath(line: string, directory: string): [string, string][] {
  const [, path, problem] = /^find: ['‘`"]?(.+?)['’"]?: (.+)$/.exec(line) ?? [];
  if (path === undefined || problem === undefined || !path.startsWith(directory)) return [];
  const code = problem === 'Permission denied' ? '[Errno 13] ' : '';
  return [[path, `${code}${problem}: '${path}'`]];
}

function skippedPaths(directories: readonly string[], listings: readonly Listing[]): Record<string, string> {
  return Object.fromEntries(
    directories.flatMap((directory, index): [string, string][] => {
      const { isDirectory = false, problems = '' } = listings[index] ?? {};
      if (!isDirectory) return [[directory, `'${directory}' is not a directory`]];
      return problems.split('\n').flatMap((line) => skippedPath(line, directory));
    }),
  );
}
