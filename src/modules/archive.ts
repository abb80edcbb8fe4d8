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
import { globExpression } from '../base/glob.js';
import { probe } from '../questions/question.js';
import { stat, type Stat } from '../questions/stat.js';
import { sh } from '../shell/script.js';
import { findMissing, formats, isUpToDate, packInto, type Packing } from './archive/pack.js';
import { commonRoot, sourcesOf, type Source } from './archive/sources.js';
import { applyAttributes } from './files/apply-attributes.js';
import { attributeArguments, plainWriting } from './files/arguments.js';
import { pathResult } from './files/result.js';
import { writeFile } from './files/write.js';

const args = {
  ...attributeArguments,
  path: arg.list(arg.path({ doc: '' }))({
    required: true,
    doc: 'What is packed; `*`, `?` and `[...]` stand for several.',
  }),
  dest: arg.path({ doc: 'The archive; without it, a single file is compressed beside itself.' }),
  format: arg.oneOf(...formats)({
    default: 'gz',
    doc: 'How it is packed; gz, bz2 and xz of several files are tar archives.',
  }),
  exclude_path: arg.list(arg.path({ doc: '' }))({ default: [], doc: 'Which of the paths are left out.' }),
  exclusion_patterns: arg.list(arg.path({ doc: '' }))({
    doc: 'Names in the archive that are left out, with wildcards.',
  }),
  force_archive: arg.boolean({ default: false, doc: 'Make an archive of a single file too.' }),
  remove: arg.boolean({ default: false, doc: 'Remove what was packed.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const archive = defineModule({
  name: 'community.general.archive',
  summary: 'Pack files and directories of the target into an archive there.',
  args,
  examples: ['community.general.archive: { path: /var/log/app, dest: /srv/backup/app.tgz, mode: "0600" }'],

  *run(given): Conversation<Result> {
    const { found, excluded } = yield* ask({ found: sourcesOf(given.path), excluded: sourcesOf(given.exclude_path) });
    const out = new Set(excluded.sources.map(({ path }) => path));
    const sources = found.sources.filter(({ path }) => !out.has(path));
    if (sources.length === 0)
      fail('Error, no source paths were found', {
        path: given.path.join(', '),
        expanded_paths: '',
        expanded_exclude_paths: '',
      });
    const plan = planOf(given, sources);
    const paths = {
      arcroot: plan.root,
      dest: plan.dest,
      expanded_paths: found.sources.map(({ path }) => path),
      expanded_exclude_paths: [...out],
      missing: sources.flatMap(({ kind, path }) => (kind === 'missing' ? [path] : [])),
    };
    const { now } = yield* ask({ now: stat(plan.dest, true) });
    if (now.exists && now.kind === 'directory') fail(`${plan.dest} is a directory: dest must name the archive itself`);
    if (sources.every(({ kind }) => kind === 'missing')) return { ...paths, ...(yield* leave(given, plan.dest, now)) };
    const packed = yield* pack(given, plan.packing, now);
    const removed = given.remove && (yield* remove(sources));
    return {
      ...paths,
      archived: [...plan.members],
      dest_state:
        paths.missing.length > 0 ? 'incomplete' : plan.packing.content.kind === 'file' ? 'compress' : 'archive',
      ...pathResult(packed.now),
      changed: packed.changed || removed,
    };
  },
});

interface Plan {
  readonly root: string;
  readonly dest: string;
  readonly packing: Packing;
  /** The paths that go in. */
  readonly members: readonly string[];
}

function planOf(given: Args, sources: readonly Source[]): Plan {
  const [only] = sources;
  const isSingle = given.path.length === 1 && sources.length === 1 && only?.kind === 'other';
  const { format } = given;
  const dest = given.dest ?? (isSingle ? `${only.path}.${format}` : undefined);
  if (dest === undefined)
    fail('Error, must specify "dest" when archiving multiple files or trees', { path: given.path.join(', ') });
  if (
    given.remove &&
    sources.some(({ path, kind }) => kind === 'directory' && dest.startsWith(`${path.replace(/\/$/, '')}/`))
  )
    fail('Error, created archive can not be contained in source paths when remove=true', {
      path: given.path.join(', '),
    });
  const root = commonRoot(sources.map(({ path }) => path));
  if (isSingle && !given.force_archive && format !== 'zip' && format !== 'tar')
    return { root, dest, packing: { format, dest, content: { kind: 'file', path: only.path } }, members: [only.path] };
  const isOut = exclusion(given);
  const inside = sources.flatMap(({ path, kind, members }) => (kind === 'other' ? [path] : members));
  const entries = inside.filter((path) => path !== dest && !isOut(path.slice(root.length)));
  const names = entries.map((path) => path.slice(root.length)).sort();
  // Of a zip archive's directories Ansible tells nothing.
  const members = entries
    .filter((path) => format !== 'zip' || !path.endsWith('/'))
    .map((path) => path.replace(/\/$/, ''));
  return { root, dest, packing: { format, dest, content: { kind: 'names', root, names } }, members };
}

function exclusion({ exclusion_patterns }: Args): (name: string) => boolean {
  const patterns = (exclusion_patterns ?? []).map(globExpression);
  return (name) => patterns.some((pattern) => pattern.test(name.replace(/\/$/, '')));
}

/** Nothing is there to be packed: the archive of an earlier run stays. */
function* leave(given: Args, dest: string, now: Stat): Conversation<Result> {
  if (!now.exists) return { archived: [], dest_state: 'absent', changed: false };
  const applied = yield* applyAttributes(dest, given, now);
  const dest_state = /\.(zip|tar|tgz|tbz2|txz|tar\.\w+)$/.test(dest) ? 'archive' : 'compress';
  return { archived: [], dest_state, ...pathResult(applied.now), changed: applied.changed };
}

function* pack(given: Args, packing: Packing, now: Stat): Conversation<{ changed: boolean; now: Stat | undefined }> {
  const { dest } = packing;
  if (now.exists && (yield* ask({ same: upToDate(packing) })).same) return yield* applyAttributes(dest, given, now);
  const written = yield* writeFile({
    path: dest,
    source: { fill: packInto(packing) },
    now,
    wanted: given,
    settings: plainWriting,
  });
  return { changed: true, now: written.now ?? now };
}

function upToDate(packing: Packing) {
  return probe(isUpToDate(packing), (outcome) => {
    const program = findMissing(outcome);
    if (program !== undefined) fail(`${packing.format} archives need the program ${program}: the target lacks it`);
    return outcome.status === 0;
  });
}

function* remove(sources: readonly Source[]): Conversation<boolean> {
  const paths = sources.filter(({ kind }) => kind !== 'missing').map(({ path }) => path);
  yield* change({ what: 'remove what was packed', before: paths.join(', '), run: sh`rm -rf -- ${paths}` });
  return true;
}
