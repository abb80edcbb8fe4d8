import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { splitWords } from '../shell/split-words.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { parseSize, sizeWords, wantedSize, type VolumeSize } from './lvm/size.js';
import { groupNamed, volumesOf, type LogicalVolume, type VolumeGroup } from './lvm/volumes.js';
import { runProgram } from './programs/run.js';

const args = {
  vg: arg.string({ required: true, doc: 'The volume group.' }),
  lv: arg.string({ doc: 'The volume.' }),
  size: arg.string({ doc: 'Its size: 10G, 512 (megabytes), 50%VG, 100%FREE, +5G ...' }),
  opts: arg.string({ doc: 'Options for lvcreate.' }),
  state: arg.oneOf('absent', 'present')({ default: 'present', doc: 'Whether the volume is there.' }),
  active: arg.boolean({ default: true, doc: 'Whether it can be used.' }),
  force: arg.boolean({ default: false, doc: 'Allow it to be removed, or made smaller.' }),
  snapshot: arg.string({ doc: 'The name of a snapshot of the volume.' }),
  pvs: arg.list(arg.string({ doc: 'A device.' }))({ doc: 'The devices to take it from.' }),
  thinpool: arg.string({ doc: 'The thin pool.' }),
  shrink: arg.boolean({ default: true, doc: 'Make it smaller when it is larger.' }),
  resizefs: arg.boolean({ default: false, doc: 'Let its file system grow and shrink with it.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const lvol = defineModule({
  name: 'community.general.lvol',
  summary: 'Make, resize or remove logical volumes.',
  args,
  rules: { requiredOneOf: [['lv', 'thinpool']] },
  examples: ['lvol: { vg: data, lv: prometheus, size: 100%FREE, resizefs: true }'],

  *run(given): Conversation<Result> {
    const { vg, state, opts = '' } = given;
    const options = splitWords(opts) ?? fail(`opts has an unbalanced quote: ${opts}`);
    const { group, volumes } = yield* ask({ group: groupNamed(vg), volumes: volumesOf(vg) });
    if (!group && state === 'absent') return { changed: false, stdout: `Volume group ${vg} does not exist.` };
    if (!group) fail(`Volume group ${vg} does not exist.`, { changed: false, rc: 5 });
    const name = given.snapshot ?? given.lv ?? given.thinpool ?? '';
    const now = volumes.find((volume) => volume.name === name);
    const told = { vg, lv: given.lv ?? name };
    if (state === 'absent') return { ...told, ...(yield* remove(given, name, now)) };
    const steps = now ? changesOf(given, group, now) : [creation(given, options, volumes)];
    const activation = activationOf(given, name, now);
    const scripts = [...steps, ...activation];
    if (scripts.length === 0) return { changed: false, ...told, size: now?.size ?? 0 };
    const what = now ? (steps.length > 0 ? 'resize volume' : 'activate volume') : 'create volume';
    yield* runProgram({ what, after: `${vg}/${name}`, run: joinScripts(scripts, ' &&\n') });
    return { changed: true, ...told };
  },
});

function* remove({ vg, force }: Args, name: string, now: LogicalVolume | undefined): Conversation<Result> {
  if (!now) return { changed: false };
  if (!force) fail(`Sorry, no removal of logical volume ${name} without force=true.`, { changed: false });
  yield* runProgram({ what: 'remove volume', before: `${vg}/${name}`, run: sh`lvremove --force ${`${vg}/${name}`}` });
  return { changed: true };
}

function creation(
  { vg, lv, size, snapshot, thinpool, pvs = [] }: Args,
  options: readonly string[],
  volumes: readonly LogicalVolume[],
): Script {
  if (size === undefined && snapshot === undefined)
    fail(`No size given to create ${lv ?? thinpool ?? ''}.`, { changed: false });
  const parsed = size === undefined ? undefined : parseSize(size);
  if (parsed && parsed.sign !== '')
    fail(`Bad size specification of '${parsed.sign}' for creating LV`, { changed: false });
  const words = parsed ? sizeWords(parsed) : [];
  if (snapshot !== undefined) {
    if (!volumes.some(({ name }) => name === lv))
      fail(`Snapshot origin LV ${lv ?? ''} does not exist in volume group ${vg}.`, { changed: false });
    return sh`lvcreate --yes -n ${snapshot} ${words} -s ${options} ${`${vg}/${lv ?? ''}`}`;
  }
  if (thinpool === undefined) return sh`lvcreate --yes -n ${lv ?? ''} ${words} ${options} ${vg} ${pvs}`;
  const pool = `${vg}/${thinpool}`;
  if (lv === undefined) return sh`lvcreate --yes ${words} ${options} -T ${pool} ${pvs}`;
  return sh`lvcreate --yes -n ${lv} -V ${words.slice(1)} ${options} -T ${pool}`;
}

function changesOf(given: Args, group: VolumeGroup, now: LogicalVolume): Script[] {
  if (given.size === undefined || given.snapshot !== undefined) return [];
  const size = parseSize(given.size);
  const wanted = wantedSize(size, group, now.size);
  if (wanted === now.size) return [];
  return wanted > now.size ? [growth(given, { size, now, group, wanted })] : shrinking(given, size, { now, wanted });
}

interface Growth {
  readonly size: VolumeSize;
  readonly now: LogicalVolume;
  readonly group: VolumeGroup;
  readonly wanted: number;
}

function growth({ vg, pvs = [], resizefs }: Args, { size, now, group, wanted }: Growth): Script {
  const more = wanted - now.size;
  if (more > group.free)
    fail(
      `Logical Volume ${now.name} could not be extended. Not enough free space left (${more}B required / ${group.free}B available)`,
      { changed: false },
    );
  return sh`lvextend ${resizefs ? ['--resizefs'] : []} ${exactly(size, wanted)} ${`${vg}/${now.name}`} ${pvs}`;
}

/** A share of what is free is not the volume's own share: the size is given in bytes then. */
function exactly(size: VolumeSize, wanted: number): string[] {
  return size.option === '-l' && size.sign === '' ? ['-L', `${wanted}b`] : sizeWords(size);
}

function shrinking(
  { vg, shrink, force, resizefs }: Args,
  size: VolumeSize,
  { now, wanted }: Pick<Growth, 'now' | 'wanted'>,
): Script[] {
  if (!shrink) return [];
  if (wanted <= 0) fail(`Sorry, no shrinking of ${now.name} to 0 permitted.`, { changed: false });
  if (!force) fail(`Sorry, no shrinking of ${now.name} without force=true`, { changed: false });
  return [sh`lvreduce --force ${resizefs ? ['--resizefs'] : []} ${exactly(size, wanted)} ${`${vg}/${now.name}`}`];
}

/** A new volume is active. */
function activationOf({ vg, active }: Args, name: string, now: LogicalVolume | undefined): Script[] {
  if (active === (now?.isActive ?? true)) return [];
  return [sh`lvchange ${active ? '-ay' : '-an'} ${`${vg}/${name}`}`];
}
