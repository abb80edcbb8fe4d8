import { chunked } from '../base/chunked.js';
import { ProvisionError } from '../base/errors.js';
import { groupBy } from '../base/group-by.js';
import { joinScripts, rawShell, sh, type Script } from '../shell/script.js';
import { defineQuestion } from './question.js';
import { OutputReader } from './output-reader.js';

export type FileKind = 'file' | 'directory' | 'link' | 'fifo' | 'socket' | 'character device' | 'block device';

/** What is at a path. */
export interface PresentPath {
  readonly exists: true;
  readonly kind: FileKind;
  /** The permission bits, with setuid, setgid and sticky. */
  readonly permissions: number;
  readonly owner: string | undefined;
  readonly group: string | undefined;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly inode: number;
  readonly device: number;
  readonly deviceType: number;
  readonly links: number;
  readonly blocks: number;
  readonly blockSize: number;
  /** Seconds since the epoch, with their fraction. */
  readonly accessed: number;
  readonly modified: number;
  readonly changed: number;
  /** What the asking user may do, links followed. */
  readonly readable: boolean;
  readonly writable: boolean;
  readonly executable: boolean;
  /** A link's target as written, and the path it resolves to. */
  readonly target: string | undefined;
  readonly resolved: string | undefined;
  /** What a link leads to in the end, when that exists. */
  readonly leadsTo: 'directory' | 'file' | undefined;
  /** The asking user's umask. */
  readonly umask: number;
}

export interface AbsentPath {
  readonly exists: false;
  /** A directory above it may not be searched: it is unknown whether something is there. */
  readonly isDenied: boolean;
  readonly umask: number;
}

export type Stat = PresentPath | AbsentPath;

export interface StatSubject {
  readonly path: string;
  readonly follow: boolean;
}

const mostAtOnce = 500;
const format = '%f\t%u\t%g\t%s\t%i\t%d\t%t\t%T\t%h\t%b\t%o\t%X\t%Y\t%Z\t%x\t%y\t%z\t%U\t%G';

// The flags are found by builtins alone; `stat` runs once for all paths, and leaves out those that are not there.
const define = rawShell(`look() {
  follow=$1 format=$2; shift 2
  for path do
    if [ -e "$path" ] || { [ -z "$follow" ] && [ -L "$path" ]; }; then
      flags=y
      [ -r "$path" ] && flags=\${flags}r
      [ -w "$path" ] && flags=\${flags}w
      [ -x "$path" ] && flags=\${flags}x
      [ -f "$path" ] && flags=\${flags}f
      [ -d "$path" ] && flags=\${flags}d
      if [ -z "$follow" ] && [ -L "$path" ]; then
        printf '%sl\\n' "$flags"
        printf '%s\\0' "$(readlink -- "$path"; echo .)" "$(readlink -f -- "$path"; echo .)"
      else printf '%s\\n' "$flags"; fi
    else
      above=$path flags=n
      while case $above in */?*) above=\${above%/*};; *) false;; esac; do
        if [ -z "$above" ] || [ -e "$above" ]; then break; fi
      done
      if [ -n "$above" ] && [ -d "$above" ] && ! [ -x "$above" ]; then flags=p; fi
      printf '%s\\n' "$flags"
    fi
  done
  stat $follow -c "$format" -- "$@"
}
umask`);

/** A script that prints what is at each path; {@link readStats} reads it. */
export function statScript(subjects: readonly StatSubject[]): Script {
  const looks = chunks(subjects).map(
    (chunk) => sh`look ${chunk[0]?.follow === true ? '-L' : ''} ${format} ${chunk.map(({ path }) => path)}`,
  );
  return joinScripts([define, ...looks]);
}

/** Reads what {@link statScript} printed. */
export function readStats(output: Buffer, subjects: readonly StatSubject[]): Stat[] {
  const reader = new OutputReader(output, 'stat');
  const umask = Number.parseInt(reader.line(), 8);
  const found = new Map(chunks(subjects).flatMap((chunk) => readChunk(reader, chunk, umask)));
  return subjects.map((subject) => found.get(subject) ?? { exists: false, isDenied: false, umask });
}

/** What is at a path, by {@link StatSubject}. */
export const statOf = defineQuestion<StatSubject, Stat>({
  kind: 'stat',
  script: statScript,
  read({ stdout, stderr }, subjects) {
    const program = /stat: (not found|unrecognized|illegal|invalid) .*/.exec(stderr.toString())?.[0];
    if (program !== undefined)
      throw new ProvisionError('E0504', `the target has no usable stat program: ${program}`, {
        hint: 'install coreutils or busybox there',
      });
    return readStats(stdout, subjects);
  },
});

/** What is at a path; a link is not followed unless asked. */
export function stat(path: string, follow = false): ReturnType<typeof statOf> {
  return statOf({ path, follow });
}

/** Those of the same kind together, as many as one command line surely takes. */
function chunks(subjects: readonly StatSubject[]): StatSubject[][] {
  return groupBy(subjects, ({ follow }) => follow).flatMap(({ members }) => chunked(members, mostAtOnce));
}

interface Flags {
  readonly letters: string;
  readonly target: string | undefined;
  readonly resolved: string | undefined;
}

function readChunk(reader: OutputReader, chunk: readonly StatSubject[], umask: number): [StatSubject, Stat][] {
  const looked = chunk.map((subject) => ({ subject, flags: readFlags(reader) }));
  return looked.map(({ subject, flags }) => {
    if (flags.letters.startsWith('y')) return [subject, readFields(reader.line().split('\t'), flags, umask)];
    return [subject, { exists: false, isDenied: flags.letters === 'p', umask }];
  });
}

function readFlags(reader: OutputReader): Flags {
  const letters = reader.line();
  if (!letters.endsWith('l')) return { letters, target: undefined, resolved: undefined };
  // The shell drops newlines at the end, so a full stop was put behind each text and its newline.
  const target = reader.text().slice(0, -2);
  const resolved = reader.text().slice(0, -2);
  return { letters, target, resolved: resolved === '' ? undefined : resolved };
}

function readFields(fields: readonly string[], { letters, target, resolved }: Flags, umask: number): PresentPath {
  const number = (index: number, radix = 10): number => Number.parseInt(fields[index] ?? '', radix);
  const mode = number(0, 16);
  const name = (index: number): string | undefined => (fields[index] === 'UNKNOWN' ? undefined : fields[index]);
  return {
    exists: true,
    kind: kindOf(mode),
    permissions: mode & 0o7777,
    owner: name(17),
    group: name(18),
    uid: number(1),
    gid: number(2),
    size: number(3),
    inode: number(4),
    device: number(5),
    deviceType: deviceNumber(number(6, 16), number(7, 16)),
    links: number(8),
    blocks: number(9),
    blockSize: number(10),
    accessed: timeOf(fields[11], fields[14]),
    modified: timeOf(fields[12], fields[15]),
    changed: timeOf(fields[13], fields[16]),
    readable: letters.includes('r'),
    writable: letters.includes('w'),
    executable: letters.includes('x'),
    target,
    resolved,
    leadsTo: letters.includes('d') ? 'directory' : letters.includes('f') ? 'file' : undefined,
    umask,
  };
}

function kindOf(mode: number): FileKind {
  switch (mode & 0o170000) {
    case 0o040000:
      return 'directory';
    case 0o120000:
      return 'link';
    case 0o010000:
      return 'fifo';
    case 0o140000:
      return 'socket';
    case 0o020000:
      return 'character device';
    case 0o060000:
      return 'block device';
    default:
      return 'file';
  }
}

function deviceNumber(major: number, minor: number): number {
  return (minor & 0xff) + ((major & 0xfff) << 8) + (minor & ~0xff) * 0x1000;
}

function timeOf(seconds: string | undefined, readable: string | undefined): number {
  const fraction = /\.(\d+)/.exec(readable ?? '')?.[1] ?? '0';
  return Number(`${seconds ?? ''}.${fraction}`);
}
