import { describe, expect, test } from 'vitest';
import { parted } from '../../src/modules/parted.js';
import { endsAt } from '../../src/modules/parted/device.js';
import { Float } from '../../src/values/value.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const printed = `/usr/sbin/parted
1
BYT;
/dev/sdb:65536kiB:scsi:512:4096:gpt:A disk:;
1:1024kiB:10240kiB:9216kiB:ext4:data:boot, lvm;
= 0
BYT;
/dev/sdb:67108864B:scsi:512:4096:gpt:A disk:;
1:1048576B:10485759B:9437184B:ext4:data:boot, lvm;
`;
const empty = `/usr/sbin/parted
0
Error: /dev/sdb: unrecognised disk label
BYT;
/dev/sdb:64.0MiB:scsi:512:512:unknown::;
= 1
`;
const cylinders = `/usr/sbin/parted
1
CHS;
/dev/sdb:1023,3,31:file:512:512:msdos::;
1024:4:32:65.5kB;
1:0,0,1:457,3,1:::lba;
= 0
BYT;
`;

const run = (given: object, text = printed) =>
  talk(parted.run(withDefaults(parted, { device: '/dev/sdb', number: 1, state: 'present', ...given }), target), {
    prints: { parted: text },
    check: true,
  });

describe('parted', () => {
  test('tells of the disk and its partitions', () => {
    expect(run({ state: 'info' }).result).toEqual({
      changed: false,
      disk: {
        dev: '/dev/sdb',
        size: new Float(65536),
        unit: 'kib',
        table: 'gpt',
        model: 'A disk',
        logical_block: 512,
        physical_block: 4096,
      },
      partitions: [
        {
          num: 1,
          begin: new Float(1024),
          end: new Float(10240),
          size: new Float(9216),
          fstype: 'ext4',
          name: 'data',
          flags: ['boot', 'lvm'],
          unit: 'kib',
        },
      ],
      script: ['unit', 'KiB', 'print'],
    });
  });

  test('tells of cylinders', () => {
    const { result } = run({ state: 'info', unit: 'chs' }, cylinders);
    expect(result['disk']).toMatchObject({ size: { cylinder: 1023, head: 3, sector: 31 }, chs_info: { heads: 4 } });
    expect(result['partitions']).toMatchObject([
      { begin: { cylinder: 0, head: 0, sector: 1 }, size: '', flags: ['lba'] },
    ]);
  });

  test.each([
    ['there', { label: 'gpt' }, printed, ''],
    ['there with its flags and name', { label: 'gpt', flags: ['lvm', 'boot'], name: 'data' }, printed, ''],
    ['flags', { label: 'gpt', flags: ['lvm', 'raid'] }, printed, 'unit KiB set 1 raid on set 1 boot off'],
    ['name', { label: 'gpt', name: 'a b' }, printed, 'unit KiB name 1 "a b"'],
    ['a new one', { label: 'gpt', number: 2, part_start: '10MiB' }, printed, 'unit KiB mkpart primary 10MiB 100%'],
    ['another table', { label: 'msdos' }, printed, 'unit KiB mklabel msdos mkpart primary 0% 100%'],
    ['no table', { fs_type: 'xfs' }, empty, 'unit KiB mklabel msdos mkpart primary xfs 0% 100%'],
    ['larger', { label: 'gpt', resize: true, part_end: '20MiB' }, printed, 'resizepart 1 20MiB'],
    ['large enough', { label: 'gpt', resize: true, part_end: '10MiB' }, printed, ''],
    ['absent', { state: 'absent' }, printed, 'rm 1'],
    ['gone', { state: 'absent', number: 3 }, printed, ''],
  ])('%s', (_case, given, text, script) => {
    const { result } = run(given, text);
    expect([result.changed, (result['script'] as string[]).join(' ')]).toEqual([script !== '', script]);
  });

  test.each([
    ['no number', { number: 0 }, 'must be greater then 0'],
    ['an unknown unit', { part_end: '10XX' }, "The argument 'part_end' doesn't respect required format"],
  ])('refused: %s', (_case, given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });

  test.each([
    ['80%', 53_687_295, true],
    ['10.5MB', 10_485_759, true],
    ['-1MiB', 66_060_287, true],
    ['100%', 67_091_967, true],
    ['5MiB', 10_485_759, false],
  ])('%s ends at %i: %s', (wanted, end, same) => {
    expect(endsAt(end, wanted, { size: 67_108_864, unit: 'KiB' })).toBe(same);
  });
});
