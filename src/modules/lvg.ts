import { arg, ask, defineModule, fail, type Conversation, type Result, type ValuesOf } from '../module-kit/index.js';
import { probe } from '../questions/question.js';
import { splitWords } from '../shell/split-words.js';
import { joinScripts, sh, type Script } from '../shell/script.js';
import { groupNamed, physicalVolumes, volumesOf, type LogicalVolume, type PhysicalVolume } from './lvm/volumes.js';
import { runProgram } from './programs/run.js';

const args = {
  vg: arg.string({ required: true, doc: 'The volume group.' }),
  pvs: arg.list(arg.string({ doc: 'A device.' }))({ doc: 'The devices that it is made of.' }),
  pesize: arg.string({
    default: '4',
    doc: 'The size of an extent, in megabytes without a unit; only when it is made.',
  }),
  pv_options: arg.string({ default: '', doc: 'Options for pvcreate.' }),
  vg_options: arg.string({ default: '', doc: 'Options for vgcreate.' }),
  pvresize: arg.boolean({ default: false, doc: 'Let devices that have grown be used wholly.' }),
  state: arg.oneOf(
    'absent',
    'present',
    'active',
    'inactive',
  )({ default: 'present', doc: 'Whether the group is there, and its volumes can be used.' }),
  force: arg.boolean({ default: false, doc: 'Remove it with its volumes.' }),
  remove_extra_pvs: arg.boolean({ default: true, doc: 'Take devices out that are not named.' }),
  reset_vg_uuid: arg.boolean({ default: false, doc: 'Give the group a new UUID, each time.' }),
  reset_pv_uuid: arg.boolean({ default: false, doc: 'Give its devices new UUIDs, each time.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const lvg = defineModule({
  name: 'community.general.lvg',
  summary: 'Make, change or remove LVM volume groups.',
  args,
  rules: { requiredIf: [['reset_pv_uuid', true, ['pvs']]] },
  examples: ['lvg: { vg: data, pvs: [/dev/sdb, /dev/sdc] }'],

  *run(given): Conversation<Result> {
    const { vg, state, pvs = [] } = given;
    const { group, volumes, devices, named } = yield* ask({
      group: groupNamed(vg),
      volumes: volumesOf(vg),
      devices: physicalVolumes,
      named: realPaths(pvs),
    });
    if (state === 'absent') {
      if (!group) return { changed: false };
      if (group.volumes > 0 && !given.force)
        fail(`Refuse to remove non-empty volume group ${vg} without force=true`, { changed: false });
      yield* runProgram({ what: 'remove volume group', before: vg, run: sh`vgremove --force ${vg}` });
      return { changed: true };
    }
    checkDevices(given, named, devices);
    const scripts = group
      ? [...membership(given, named, devices), ...activation(given, volumes), ...identity(given, devices)]
      : creation(given, named, devices);
    if (scripts.length === 0) return { changed: false };
    yield* runProgram({
      what: group ? 'volume group' : 'create volume group',
      after: vg,
      run: joinScripts(scripts, ' &&\n'),
    });
    return { changed: true };
  },
});

/** The devices that links such as those of /dev/disk lead to; an empty text for those that are missing. */
function realPaths(paths: readonly string[]) {
  const scripts = paths.map((path) => sh`if [ -e ${path} ]; then readlink -f -- ${path}; else echo; fi`);
  return probe(joinScripts(scripts), ({ stdout }): readonly string[] =>
    stdout.toString().split('\n').slice(0, paths.length),
  );
}

function checkDevices({ vg, pvs = [] }: Args, named: readonly string[], devices: readonly PhysicalVolume[]): void {
  named.forEach((device, index) => {
    if (device === '') fail(`Device ${pvs[index] ?? ''} not found.`, { changed: false });
    const owner = devices.find((one) => one.device === device)?.group ?? '';
    if (owner !== '' && owner !== vg) fail(`Device ${device} is already in ${owner} volume group.`, { changed: false });
  });
}

function options(text: string): string[] {
  return splitWords(text) ?? fail(`options have an unbalanced quote: ${text}`);
}

function prepared(given: Args, named: readonly string[], devices: readonly PhysicalVolume[]): Script[] {
  const fresh = named.filter((device) => devices.every((one) => one.device !== device));
  return fresh.map((device) => sh`pvcreate ${options(given.pv_options)} -f ${device}`);
}

function creation(given: Args, named: readonly string[], devices: readonly PhysicalVolume[]): Script[] {
  if (named.length === 0) fail('No physical volumes given.', { changed: false });
  const size = ['-s', given.pesize];
  return [...prepared(given, named, devices), sh`vgcreate ${options(given.vg_options)} ${size} ${given.vg} ${named}`];
}

function membership(given: Args, named: readonly string[], devices: readonly PhysicalVolume[]): Script[] {
  if (named.length === 0) return [];
  const { vg } = given;
  const members = devices.filter(({ group }) => group === vg);
  const grown = given.pvresize ? members.filter((one) => named.includes(one.device) && hasGrown(one)) : [];
  const added = named.filter((device) => members.every((one) => one.device !== device));
  const extra = given.remove_extra_pvs ? members.filter((one) => !named.includes(one.device)) : [];
  return [
    ...grown.map(({ device }) => sh`pvresize ${device}`),
    ...prepared(given, added, devices),
    ...(added.length > 0 ? [sh`vgextend ${vg} ${added}`] : []),
    ...(extra.length > 0 ? [sh`vgreduce --force ${vg} ${extra.map(({ device }) => device)}`] : []),
  ];
}

/** LVM keeps up to an extent and its own data to itself. */
function hasGrown({ size, deviceSize }: PhysicalVolume): boolean {
  return deviceSize - size > 8 * 1024 * 1024;
}

function activation({ vg, state }: Args, volumes: readonly LogicalVolume[]): Script[] {
  const outer = volumes.filter(({ name }) => !/_(tdata|tmeta|pmspare)$/.test(name));
  if (state === 'active' && outer.some(({ isActive }) => !isActive)) return [sh`vgchange --activate y ${vg}`];
  if (state === 'inactive' && outer.some(({ isActive }) => isActive)) return [sh`vgchange --activate n ${vg}`];
  return [];
}

function identity({ vg, reset_vg_uuid, reset_pv_uuid }: Args, devices: readonly PhysicalVolume[]): Script[] {
  const members = devices.filter(({ group }) => group === vg);
  return [
    ...(reset_vg_uuid ? [sh`vgchange -u ${vg}`] : []),
    ...(reset_pv_uuid ? members.map(({ device }) => sh`pvchange -u ${device}`) : []),
  ];
}
