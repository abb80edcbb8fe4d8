import { globExpression } from '../base/glob.js';
import { groupBy } from '../base/group-by.js';
import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { readSize, sizeFormat, type FileSystemSize } from '../questions/file-system-size.js';
import { probe, type Question } from '../questions/question.js';
import { joinScripts, sh } from '../shell/script.js';
import { toRepr } from '../values/repr.js';
import { mountSources, readSources, sourceNames, type MountEntry, type MountSource } from './mount-facts/sources.js';

const args = {
  devices: arg.list(arg.string({ doc: 'A pattern.' }))({ doc: 'Only mounts of devices that match one of these.' }),
  fstypes: arg.list(arg.string({ doc: 'A pattern.' }))({ doc: 'Only types of file systems that match one of these.' }),
  sources: arg.list(arg.string({ doc: 'A file, all, static, dynamic, or the program of mount_binary.' }))({
    doc: 'Where mounts are looked for; in all the usual places by default.',
  }),
  mount_binary: arg.raw({
    default: 'mount',
    keepsNull: true,
    doc: 'The program that lists mounts where no file does; null for none.',
  }),
  timeout: arg.float({ doc: 'Seconds to wait for each mount; without end by default.' }),
  on_timeout: arg.oneOf('error', 'warn', 'ignore')({ default: 'error', doc: 'What happens when one takes longer.' }),
  include_aggregate_mounts: arg.boolean({ doc: 'Whether aggregate_mounts lists all, also several at one place.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const mountFacts = defineModule({
  name: 'ansible.builtin.mount_facts',
  summary: 'Gather what is mounted, and what shall be, with sizes.',
  args,
  examples: ['mount_facts: { fstypes: [nfs, nfs4], timeout: 10, on_timeout: warn }'],

  *run(given): Conversation<Result> {
    check(given);
    const { include_aggregate_mounts: aggregate, timeout } = given;
    const program = given.mount_binary === null ? undefined : String(given.mount_binary);
    const { found } = yield* ask({ found: mountSources(sourceNames(given.sources), { program, timeout }) });
    if (found.includes('missing program'))
      fail(`Failed to find required executable "${program ?? ''}" on the target`, { changed: false });
    const sources = found.filter((source): source is MountSource => typeof source === 'object');
    const entries = readSources(sources).filter((entry) => isWanted(entry, given));
    const { looks } = yield* ask({ looks: looksAt([...new Set(entries.map(({ mount }) => mount))], timeout) });
    const late = lateMessages(given, found.includes('late program'), looks);
    const mounts = entries.filter(({ mount }) => !looks.late.has(mount)).map((entry) => describe(entry, looks));
    const warnings = [...late, ...(aggregate === undefined ? repeats(entries) : [])];
    return {
      changed: false,
      ansible_facts: {
        mount_points: Object.fromEntries(mounts.toReversed().map((mount) => [mount.mount, mount])),
        aggregate_mounts: aggregate === true ? mounts : [],
      },
      ...(warnings.length === 0 ? {} : { warnings }),
    };
  },
});

/** What to warn of that took too long; the first such is a failure where the task wants that. */
function lateMessages(given: Args, isProgramLate: boolean, looks: Looks): string[] {
  const { timeout = 0, on_timeout, mount_binary } = given;
  const late = [
    ...(isProgramLate ? [`Command '${String(mount_binary)}' timed out after ${timeout} seconds`] : []),
    ...[...looks.late].map((path) => `Timed out getting mount information for ${path} after ${timeout} seconds`),
  ];
  if (on_timeout === 'error' && late[0] !== undefined) fail(late[0], { changed: false });
  return on_timeout === 'warn' ? late : [];
}

function check({ timeout, mount_binary }: Args): void {
  if (timeout !== undefined && timeout <= 0)
    fail(
      `argument 'timeout' must be a positive number or null, not ${timeout}${Number.isInteger(timeout) ? '.0' : ''}`,
    );
  if (mount_binary !== null && typeof mount_binary !== 'string')
    fail(`argument 'mount_binary' must be a string or null, not ${toRepr(mount_binary)}`);
}

function isWanted({ device, fstype }: MountEntry, { devices, fstypes }: Args): boolean {
  const matches = (patterns: readonly string[] | undefined, text: string): boolean =>
    patterns === undefined || patterns.some((pattern) => globExpression(pattern).test(text));
  return matches(devices, device) && matches(fstypes, fstype);
}

interface Looks {
  readonly sizes: ReadonlyMap<string, FileSystemSize>;
  /** By device. */
  readonly uuids: ReadonlyMap<string, string>;
  /** Mount points that did not answer in time. */
  readonly late: ReadonlySet<string>;
}

const lateStatus = '124';

function looksAt(paths: readonly string[], timeout: number | undefined): Question<Looks> {
  const limit = timeout === undefined ? [] : ['timeout', String(timeout)];
  const script = joinScripts([
    ...paths.map((path) => sh`size=$(${limit} stat -f -c ${sizeFormat} -- ${path} 2>/dev/null); echo "$? $size"`),
    sh`lsblk --list --noheadings --paths --output NAME,UUID --exclude 2 2>/dev/null || blkid 2>/dev/null | sed -n ${'s/^\\([^:]*\\):.* UUID="\\([^"]*\\)".*/\\1 \\2/p'}; :`,
  ]);
  return probe(script, ({ stdout }) => {
    const lines = stdout.toString().split('\n');
    const answers = paths.map((path, index) => ({ path, words: /^(\d+) (.*)$/.exec(lines[index] ?? '') ?? [] }));
    const pairs = lines.slice(paths.length).map((line) => line.trim().split(/\s+/));
    return {
      sizes: new Map(
        answers.flatMap(({ path, words }): [string, FileSystemSize][] => {
          const size = readSize(words[2] ?? '');
          return size ? [[path, size]] : [];
        }),
      ),
      uuids: new Map(pairs.flatMap(([device = '', uuid]) => (uuid === undefined ? [] : [[device, uuid] as const]))),
      late: new Set(answers.filter(({ words }) => words[1] === lateStatus).map(({ path }) => path)),
    };
  });
}

function describe({ source, line, ...mount }: MountEntry, looks: Looks) {
  const uuid = /^UUID=(.*)$/.exec(mount.device)?.[1] ?? looks.uuids.get(mount.device) ?? null;
  return { ...mount, ...looks.sizes.get(mount.mount), uuid, ansible_context: { source, source_data: line } };
}

/** What Ansible warns of unless the task says whether it wants all mounts of one place. */
function repeats(entries: readonly MountEntry[]): string[] {
  const told = groupBy(entries, ({ source }) => source).flatMap(({ key, members }) => {
    const mounts = members.map(({ mount }) => mount);
    return new Set(mounts).size === mounts.length ? [] : [`${key} (${toRepr(mounts)})`];
  });
  if (told.length === 0) return [];
  return [
    `mount_facts: ignoring repeat mounts in the following sources: ${told.join(', ')}. You can disable this warning by configuring the 'include_aggregate_mounts' option as True or False.`,
  ];
}
