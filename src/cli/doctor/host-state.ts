import { sh, type Script } from '../../shell/script.js';

/** What a host says about itself. */
export interface HostState {
  /** Seconds since 1970. */
  readonly clock: number | undefined;
  readonly disks: readonly Disk[];
  /** Of the programs that were asked about, those that are there. */
  readonly programs: ReadonlySet<string>;
}

/** A file system, by where it is mounted. */
export interface Disk {
  readonly mount: string;
  /** Kilobytes. */
  readonly size: number;
  readonly free: number;
  readonly canWrite: boolean;
}

/** Directories that runs and services write to. */
const watched = ['/', '/tmp', '/var', '/var/tmp', '/home', '/var/lib/docker'];

/** Asks for the clock, the disks and programs, in one script. */
export function hostStateScript(programs: readonly string[]): Script {
  return sh`date +%s
for directory in ${watched} "$HOME"; do
  [ -d "$directory" ] || continue
  if [ -w "$directory" ] || [ "$directory" != /tmp ]; then may=yes; else may=no; fi
  LC_ALL=C df -Pk -- "$directory" 2>/dev/null | sed -n "2s/^/disk $may /p"
done
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin
for program in ${programs}; do command -v "$program" >/dev/null 2>&1 && printf 'program %s\n' "$program"; done; :`;
}

/** Reads what {@link hostStateScript} printed. */
export function readHostState(output: string): HostState {
  const [clock = '', ...lines] = output.split('\n');
  const disks = new Map<string, Disk>();
  const programs = new Set<string>();
  for (const line of lines) {
    const [kind, ...words] = line.split(/\s+/);
    if (kind === 'program' && words[0] !== undefined) programs.add(words[0]);
    const disk = kind === 'disk' ? readDisk(words) : undefined;
    if (disk) disks.set(disk.mount, disks.get(disk.mount)?.canWrite === false ? { ...disk, canWrite: false } : disk);
  }
  return { clock: /^\d+$/.test(clock) ? Number(clock) : undefined, disks: [...disks.values()], programs };
}

/** A line of `df -Pk`: the file system, its size, used and free kilobytes, the share, where it is mounted. */
function readDisk([may, , size, , free, , ...mount]: readonly string[]): Disk | undefined {
  if (mount.length === 0 || Number.isNaN(Number(size))) return undefined;
  return { mount: mount.join(' '), size: Number(size), free: Number(free), canWrite: may === 'yes' };
}
