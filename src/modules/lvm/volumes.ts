import { fail } from '../../module-kit/index.js';
import { probe, type Question } from '../../questions/question.js';
import { sh, type Script } from '../../shell/script.js';
import { systemPath } from '../programs/path.js';

/** Sizes are in bytes. */
export interface VolumeGroup {
  readonly size: number;
  readonly free: number;
  readonly extent: number;
  readonly volumes: number;
}

export interface LogicalVolume {
  readonly name: string;
  readonly size: number;
  readonly isActive: boolean;
}

export interface PhysicalVolume {
  readonly device: string;
  /** Empty while it belongs to none. */
  readonly group: string;
  readonly size: number;
  readonly deviceSize: number;
}

/** What LVM knows of a volume group; `undefined` when there is no such group. */
export function groupNamed(vg: string): Question<VolumeGroup | undefined> {
  return listing(sh`vgs ${columns('vg_name,vg_size,vg_free,vg_extent_size,lv_count')}`, (lines) => {
    const found = lines.find(([name]) => name === vg);
    if (!found) return undefined;
    const [, size, free, extent, volumes] = found.map(Number);
    return { size: size ?? 0, free: free ?? 0, extent: extent ?? 1, volumes: volumes ?? 0 };
  });
}

export function volumesOf(vg: string): Question<readonly LogicalVolume[]> {
  return listing(sh`lvs -a ${columns('lv_name,lv_size,lv_attr')} ${vg} 2>/dev/null`, (lines) =>
    lines.map(([name = '', size = '', attributes = '']) => ({
      name: name.replace(/^\[(.*)\]$/, '$1'),
      size: Number(size),
      isActive: attributes.charAt(4) === 'a',
    })),
  );
}

export const physicalVolumes: Question<readonly PhysicalVolume[]> = listing(
  sh`pvs ${columns('pv_name,vg_name,pv_size,dev_size')}`,
  (lines) =>
    lines.map(([device = '', group = '', size = '', deviceSize = '']) => ({
      device,
      group,
      size: Number(size),
      deviceSize: Number(deviceSize),
    })),
);

function columns(names: string): Script {
  return sh`--noheadings --nosuffix --units b --separator ';' -o ${names}`;
}

function listing<Answer>(script: Script, read: (lines: readonly string[][]) => Answer): Question<Answer> {
  return probe(sh`${systemPath} command -v lvm >/dev/null || exit 99; ${script}`, ({ status, stdout }) => {
    if (status === 99) fail('Failed to find required executable "lvm" on the target: install lvm2');
    const lines = stdout
      .toString()
      .split('\n')
      .filter((line) => line.trim() !== '');
    return read(lines.map((line) => line.trim().split(';')));
  });
}
