import { rawShell } from '../shell/script.js';
import type { Json } from '../values/json.js';
import { integerOf, type FactFamily, type Facts } from './family.js';

/** Block devices with their partitions and links. */
export const devices: FactFamily = {
  name: 'devices',
  subsets: ['hardware', 'devices'],
  isMinimal: false,
  provides: ['devices', 'device_links', 'lvm'],
  script: () =>
    rawShell(`for disk in /sys/block/*; do [ -e "$disk" ] || continue; block "disk \${disk##*/}"
  for name in vendor model; do line "$name" "$disk/device/$name"; done
  for name in removable size; do line "$name" "$disk/$name"; done
  for name in rotational scheduler; do line "$name" "$disk/queue/$name"; done
  line sectorsize "$disk/queue/logical_block_size"; line support_discard "$disk/queue/discard_granularity"
  for holder in "$disk"/holders/*; do [ -e "$holder" ] && echo "holder \${holder##*/}"; done
  for part in "$disk"/*/partition; do [ -e "$part" ] || continue; part=\${part%/partition}
    read -r start <"$part/start"; read -r size <"$part/size"
    echo "partition \${part##*/} $start $size"
    for holder in "$part"/holders/*; do [ -e "$holder" ] && echo "partition-holder \${part##*/} \${holder##*/}"; done
  done
done
for kind in id label uuid; do [ -d "/dev/disk/by-$kind" ] && put "links $kind" ls -l "/dev/disk/by-$kind"; done`),
  read(blocks) {
    const links = [...blocks.withPrefix('links ')].flatMap(([kind, text]) => listedLinks(kind, text));
    const disks = [...blocks.withPrefix('disk ')].map(([name, text]): [string, Json] => [
      name,
      diskOf(name, text.split('\n'), links),
    ]);
    const all = (kind: string): Json => groupLinks(links.filter(([own]) => own === kind));
    const masters = [...blocks.withPrefix('disk ')].flatMap(([name, text]) => mastersOf(name, text.split('\n')));
    return {
      devices: Object.fromEntries(disks),
      device_links: { ids: all('id'), labels: all('label'), uuids: all('uuid'), masters: groupLinks(masters) },
      lvm: 'N/A',
    };
  },
};

type Link = readonly string[];

/** The links that `ls -l` lists: kind, device and name of each. */
function listedLinks(kind: string, text: string): Link[] {
  return [...text.matchAll(/ (\S+) -> (?:\S*\/)?(\S+)$/gm)].map(([, name = '', device = '']) => [kind, device, name]);
}

function groupLinks(links: readonly Link[]): Json {
  const grouped: Record<string, string[]> = {};
  for (const [, device = '', name = ''] of links) (grouped[device] ??= []).push(name);
  return grouped;
}

function mastersOf(name: string, lines: readonly string[]): Link[] {
  const words = lines.map((line) => line.split(' '));
  return words.flatMap(([kind, first = '', second = '']): Link[] =>
    kind === 'holder' ? [['', name, first]] : kind === 'partition-holder' ? [['', first, second]] : [],
  );
}

function diskOf(name: string, lines: readonly string[], links: readonly Link[]): Json {
  const values = new Map(
    lines.map((line): [string, string] => [line.split(' ')[0] ?? '', line.replace(/^\S+ ?/, '').trim()]),
  );
  const words = lines.map((line) => line.split(' '));
  const sectorSize = integerOf(values.get('sectorsize')) ?? 512;
  // The kernel counts in sectors of 512 bytes, whatever the device's own are.
  const bytes = (integerOf(values.get('size')) ?? 0) * 512;
  const parts = words.filter(([kind]) => kind === 'partition');
  return {
    virtual: 1,
    links: linksOf(name, links),
    vendor: values.get('vendor') || null,
    model: values.get('model') || null,
    sas_address: null,
    sas_device_handle: null,
    removable: values.get('removable') ?? '0',
    support_discard: values.get('support_discard') ?? '0',
    rotational: values.get('rotational') ?? '1',
    scheduler_mode: schedulerOf(values.get('scheduler') ?? ''),
    sectors: Math.floor(bytes / sectorSize),
    sectorsize: String(sectorSize),
    size: sizeText(bytes),
    host: '',
    holders: words.filter(([kind]) => kind === 'holder').map(([, holder = '']) => holder),
    partitions: Object.fromEntries(
      parts.map(([, part = '', start = '0', size = '0']) => [
        part,
        partitionOf(part, { start, size, sectorSize, words, links }),
      ]),
    ),
  };
}

interface Partition {
  readonly start: string;
  readonly size: string;
  readonly sectorSize: number;
  readonly words: readonly Link[];
  readonly links: readonly Link[];
}

function partitionOf(name: string, { start, size, sectorSize, words, links }: Partition): Facts {
  const own = linksOf(name, links);
  const holders = words
    .filter(([kind, part]) => kind === 'partition-holder' && part === name)
    .map(([, , holder = '']) => holder);
  const uuid = own.uuids[0] ?? null;
  return {
    start,
    sectors: Number(size),
    sectorsize: sectorSize,
    size: sizeText(Number(size) * 512),
    uuid,
    links: own,
    holders,
  };
}

interface Links {
  readonly [kind: string]: readonly string[];
  readonly uuids: readonly string[];
}

function linksOf(device: string, links: readonly Link[]): Links {
  const of = (kind: string): readonly string[] =>
    links.filter(([own, name]) => own === kind && name === device).map(([, , link = '']) => link);
  return { ids: of('id'), labels: of('label'), uuids: of('uuid'), masters: [] };
}

/** The scheduler in use stands in brackets. */
function schedulerOf(text: string): string {
  const chosen = /\[([^\]]*)\]/.exec(text)?.[1];
  return chosen ?? text;
}

/** Bytes for people: `256.00 GB`, in powers of 1024. */
function sizeText(bytes: number): string {
  const units = ['Bytes', 'KB', 'MB', 'GB', 'TB', 'PB', 'EB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  return `${(bytes / 1024 ** power).toFixed(2)} ${units[power] ?? 'Bytes'}`;
}
