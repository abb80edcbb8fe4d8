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
import { sh } from '../shell/script.js';
import { Float } from '../values/value.js';
import { deviceNow, endsAt, type Device } from './parted/device.js';
import { systemPath } from './programs/path.js';

const units = ['s', 'B', 'KB', 'KiB', 'MB', 'MiB', 'GB', 'GiB', 'TB', 'TiB', '%', 'cyl', 'chs', 'compact'] as const;

const args = {
  device: arg.string({ required: true, doc: 'The disk, or a file that holds one.' }),
  align: arg.oneOf(
    'cylinder',
    'minimal',
    'none',
    'optimal',
    'undefined',
  )({ default: 'optimal', doc: 'How new partitions are aligned.' }),
  number: arg.integer({ doc: 'The number of the partition.' }),
  unit: arg.oneOf(...units)({ default: 'KiB', doc: 'The unit of places without one, and of what is returned.' }),
  label: arg.oneOf(
    'aix',
    'amiga',
    'bsd',
    'dvh',
    'gpt',
    'loop',
    'mac',
    'msdos',
    'pc98',
    'sun',
  )({ default: 'msdos', doc: 'The kind of partition table. With another one on the disk, everything on it is lost.' }),
  part_type: arg.oneOf('extended', 'logical', 'primary')({ default: 'primary', doc: 'The type of a new partition.' }),
  part_start: arg.string({ default: '0%', doc: 'Where it begins: 1MiB, 10%, or from the end: -5GiB.' }),
  part_end: arg.string({ default: '100%', doc: 'Where it ends.' }),
  name: arg.string({ doc: 'Its name (gpt, mac, pc98).' }),
  flags: arg.list(arg.string({ doc: 'A flag.' }))({ doc: 'Its flags: all of them.' }),
  state: arg.oneOf('absent', 'present', 'info')({ default: 'info', doc: 'Whether it is there; or only tell.' }),
  fs_type: arg.string({ doc: 'The type of file system that is noted for a new one.' }),
  resize: arg.boolean({ default: false, doc: 'Bring the end of one that is there to part_end.' }),
} as const;

type Args = ValuesOf<typeof args>;

export const parted = defineModule({
  name: 'community.general.parted',
  summary: 'Make, change and remove partitions of a disk.',
  args,
  rules: {
    requiredIf: [
      ['state', 'present', ['number']],
      ['state', 'absent', ['number']],
    ],
  },
  examples: ['community.general.parted: { device: /dev/sdb, number: 1, state: present, label: gpt, name: data }'],

  *run(given): Conversation<Result> {
    const { device, unit, state, number = 0 } = given;
    if (state !== 'info' && number < 1) fail('The partition number must be greater then 0.', { changed: false });
    if (state === 'present') for (const name of ['part_start', 'part_end'] as const) checkPlace(name, given[name]);
    const { before } = yield* ask({ before: deviceNow(device, unit) });
    const result = ({ disk, partitions }: Device) => ({ disk, partitions });
    if (state === 'info') return { changed: false, ...result(before), script: ['unit', unit, 'print'] };
    const isThere = findPartition(before, number) !== undefined;
    const first = state === 'absent' ? (isThere ? ['rm', String(number)] : []) : structure(given, before);
    const isDone = yield* run(given, before, first);
    // Names and flags are those of the partition as it was made.
    const made = first.length > 0 && isDone ? (yield* ask({ made: deviceNow(device, unit) })).made : before;
    const second = state === 'present' ? attributes(given, made) : [];
    yield* run(given, made, second);
    const after = second.length > 0 && isDone ? (yield* ask({ after: deviceNow(device, unit) })).after : made;
    const script = [...first, ...second];
    return { changed: script.length > 0, ...result(after), script };
  },
});

function checkPlace(name: 'part_start' | 'part_end', text: string): void {
  const [, digits, unit = ''] = /^-?([\d.]+) *(.*)$/.exec(text) ?? [];
  const known: readonly string[] = units.filter((one) => one !== 'compact' && one !== 'chs');
  if (digits !== undefined && (unit === '' || known.includes(unit))) return;
  fail(`The argument '${name}' doesn't respect required format.The size unit is case sensitive.`, {
    changed: false,
    err: digits === undefined ? [null, null] : [new Float(Number(digits)), unit],
  });
}

function findPartition({ partitions }: Device, number: number | undefined) {
  return partitions.find((partition) => partition['num'] === number);
}

/** The words that make the table and the partition, or move its end. */
function structure(given: Args, device: Device): string[] {
  const { number = 0, label, unit, part_type: type, part_start: start, part_end: end, fs_type } = given;
  const isLabelled = device.table === label;
  const nowAt = device.ends.get(number);
  if (isLabelled && findPartition(device, number)) {
    const isRight = nowAt !== undefined && endsAt(nowAt, end, { size: device.size, unit });
    return given.resize && !isRight ? ['resizepart', String(number), end] : [];
  }
  const table = isLabelled ? [] : ['mklabel', label];
  return ['unit', unit, ...table, 'mkpart', type, ...(fs_type === undefined ? [] : [fs_type]), start, end];
}

/** The words that set the name and the flags of a partition that is there. */
function attributes({ number = 0, name, flags, unit }: Args, device: Device): string[] {
  const partition = findPartition(device, number);
  if (!partition) return [];
  const naming = name !== undefined && name !== partition['name'] ? ['name', String(number), `"${name}"`] : [];
  const now = Array.isArray(partition['flags']) ? partition['flags'].map(String) : [];
  const set = (flag: string, on: 'on' | 'off'): string[] => ['set', String(number), flag, on];
  const setting =
    flags === undefined
      ? []
      : [
          ...flags.filter((flag) => !now.includes(flag)).flatMap((flag) => set(flag, 'on')),
          ...now.filter((flag) => !flags.includes(flag)).flatMap((flag) => set(flag, 'off')),
        ];
  const words = [...naming, ...setting];
  return words.length === 0 ? [] : ['unit', unit, ...words];
}

/** Runs words of parted, and waits until the devices are there; `false` in check mode. */
function* run({ device, align }: Args, { fix, program }: Device, words: readonly string[]): Conversation<boolean> {
  if (words.length === 0) return true;
  const options = ['-s', ...fix, '-m', ...(align === 'undefined' ? [] : ['-a', align])];
  const outcome = yield* change({
    what: 'partition',
    after: words.join(' '),
    run: sh`${systemPath} parted ${options} ${device} -- ${words} && { udevadm settle 2>/dev/null || :; }`,
    mayFail: true,
  });
  if (outcome && outcome.status !== 0)
    fail(`Error while running parted script: ${[program, ...options, device, '--', ...words].join(' ')}`, {
      changed: false,
      rc: outcome.status,
      out: outcome.stdout.toString(),
      err: outcome.stderr.toString(),
    });
  return outcome !== undefined;
}
