import { posix } from 'node:path';
import { readSize, sizeFormat } from '../questions/file-system-size.js';
import { sh } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { integerOf, type Blocks, type FactFamily } from './family.js';

/** Mounted file systems of devices and of the network, with their sizes. */
export const mounts: FactFamily = {
  name: 'mounts',
  subsets: ['hardware', 'mounts'],
  isMinimal: false,
  provides: ['mounts'],
  // A size that may hang is asked for apart, and in limited time: a dead NFS server would hold up everything.
  script: ({ timeout }) => sh`put info cat /proc/self/mountinfo
if [ -d /dev/disk/by-uuid ]; then put uuids ls -l /dev/disk/by-uuid
elif have lsblk; then put lsblk lsblk --list --noheadings --paths --output NAME,UUID --exclude 2; fi
limit=; have timeout && limit='timeout ${timeout ?? 10}'; set --
while read -r device mount type options; do
  [ "$type" = none ] && continue
  case $device in /*|*:/*) ;; *) case $type in fuse.*) ;; *) continue;; esac;; esac
  block "entry $mount"; printf '%s\\n' "$device $mount $type $options"
  path=$mount
  case $mount in *\\\\*) path=$(printf '%b' "$(printf '%s' "$mount" | sed 's/\\\\\\([0-7][0-7][0-7]\\)/\\\\0\\1/g')");; esac
  case $device in
    /[!/]*) set -- "$@" "$path";;
    *) put "size $mount" $limit stat -f -c ${sizeFormat} -- "$path";;
  esac
done </proc/self/mounts
[ $# = 0 ] || put sizes stat -f -c ${`${sizeFormat} %n`} -- "$@"`,
  read(blocks) {
    const uuids = uuidsOf(blocks);
    const bound = boundMounts(blocks.lines('info'));
    const sizes = new Map(blocks.lines('sizes').map(sizeOfLine));
    const entries = [...blocks.withPrefix('entry ').values()].map((line) => line.split(' '));
    return { mounts: entries.map((entry) => describe(entry, { blocks, sizes, uuids, bound })) };
  },
};

interface Known {
  readonly blocks: Blocks;
  /** Numbers by path. */
  readonly sizes: ReadonlyMap<string, string>;
  readonly uuids: ReadonlyMap<string, string>;
  readonly bound: ReadonlySet<string>;
}

function describe(
  [device = '', mount = '', fstype = '', options = '', dump = '0', pass = '0']: readonly string[],
  known: Known,
): Json {
  const path = unescape(mount);
  return {
    mount: path,
    device: unescape(device),
    fstype,
    options: known.bound.has(path) ? `${options},bind` : options,
    dump: integerOf(dump) ?? 0,
    passno: integerOf(pass) ?? 0,
    uuid: known.uuids.get(unescape(device)) ?? 'N/A',
    ...readSize(known.sizes.get(path) ?? known.blocks.text(`size ${mount}`)),
  };
}

function sizeOfLine(line: string): [string, string] {
  const [, numbers = '', path = ''] = /^((?:\d+ ){5}\d+) (.*)$/.exec(line) ?? [];
  return [path, numbers];
}

/** Mounts that show a part of a file system elsewhere. */
function boundMounts(lines: readonly string[]): ReadonlySet<string> {
  const fields = lines.map((line) => line.split(' '));
  return new Set(fields.filter((field) => field[3] !== '/').map((field) => unescape(field[4] ?? '')));
}

function uuidsOf(blocks: Blocks): ReadonlyMap<string, string> {
  const linked = [...blocks.text('uuids').matchAll(/ (\S+) -> (\S+)$/gm)].map(([, uuid, target = '']) => [
    posix.resolve('/dev/disk/by-uuid', target),
    uuid,
  ]);
  const pairs = [...linked, ...blocks.lines('lsblk').map((line) => line.trim().split(/\s+/))];
  return new Map(
    pairs.flatMap(([device, uuid]): [string, string][] =>
      device !== undefined && uuid !== undefined ? [[device, uuid]] : [],
    ),
  );
}

/** The kernel writes spaces and the like in octal. */
function unescape(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 8)));
}
