import { describe, expect, test } from 'vitest';
import { lvg } from '../../src/modules/lvg.js';
import { parseSize, wantedSize } from '../../src/modules/lvm/size.js';
import { lvol } from '../../src/modules/lvol.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const mega = 1024 * 1024;
const group = { size: 1000 * mega, free: 400 * mega, extent: 4 * mega, volumes: 1 };
const prints = {
  'vgs --no': `  data;${group.size};${group.free};${group.extent};1\n`,
  'lvs -a': `  home;${600 * mega};-wi-a-----\n`,
  'pvs --no': `  /dev/sdb;data;${1000 * mega};${1004 * mega}\n  /dev/sdc;;${mega};${mega}\n  /dev/sdd;other;1;1\n`,
};

describe('sizes', () => {
  test.each([
    ['512', 512],
    ['1g', 1024],
    ['10.5M', 12],
    ['50%VG', 500],
    ['100%FREE', 1000],
    ['+100%FREE', 1000],
    ['+100m', 700],
    ['-100M', 500],
    ['-10%VG', 500],
  ])('%s', (text, megabytes) => {
    expect(wantedSize(parseSize(text), group, 600 * mega) / mega).toBe(megabytes);
  });

  test.each(['', 'x', '5Q', '200%VG', '10%DISK'])('refused: %s', (text) => {
    expect(failureOf(() => parseSize(text)).message).toContain('Bad size');
  });
});

describe('lvol', () => {
  const run = (given: Record<string, unknown>) =>
    talk(lvol.run(withDefaults(lvol, { vg: 'data', ...given }), target), { prints });

  test.each([
    ['there', { lv: 'home', size: '600' }, undefined],
    [
      'new',
      { lv: 'www', size: '1g', opts: '-r 16', pvs: ['/dev/sdb'] },
      'lvcreate --yes -n www -L 1g -r 16 data /dev/sdb',
    ],
    ['larger', { lv: 'home', size: '+100%FREE', resizefs: true }, 'lvextend --resizefs -l +100%FREE data/home'],
    ['a share', { lv: 'home', size: '80%VG' }, `lvextend  -L ${800 * mega}b data/home`],
    ['smaller', { lv: 'home', size: '100', force: true }, 'lvreduce --force  -L 100m data/home'],
    ['smaller, but not shrunk', { lv: 'home', size: '100', shrink: false }, undefined],
    ['a snapshot', { lv: 'home', snapshot: 'snap', size: '10m' }, 'lvcreate --yes -n snap -L 10m -s  data/home'],
    ['a thin pool', { thinpool: 'pool', size: '10g' }, 'lvcreate --yes -L 10g  -T data/pool'],
    ['a thin volume', { lv: 'thin', thinpool: 'pool', size: '10g' }, 'lvcreate --yes -n thin -V 10g  -T data/pool'],
    ['not active', { lv: 'home', active: false }, 'lvchange -an data/home'],
    ['gone', { lv: 'www', state: 'absent' }, undefined],
    ['to be removed', { lv: 'home', state: 'absent', force: true }, 'lvremove --force data/home'],
  ])('%s', (_case, given, command) => {
    const { said, result } = run(given);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });

  test.each([
    [{ lv: 'home', size: '2g' }, 'Not enough free space'],
    [{ lv: 'home', size: '100' }, 'no shrinking of home without force'],
    [{ lv: 'home', state: 'absent' }, 'no removal'],
    [{ lv: 'new' }, 'No size given'],
    [{ vg: 'nope', lv: 'x', size: '1' }, 'Volume group nope does not exist'],
    [{ lv: 'x', snapshot: 's', size: '1' }, 'Snapshot origin'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });
});

describe('lvg', () => {
  const run = (given: Record<string, unknown>, named: string) =>
    talk(lvg.run(withDefaults(lvg, { vg: 'data', ...given }), target), {
      prints: { ...prints, 'readlink -f': named, '': '' },
    });

  test.each([
    ['right', { pvs: ['/dev/sdb'] }, '/dev/sdb\n', []],
    ['without devices', {}, '', []],
    [
      'one more',
      { pvs: ['/dev/sdb', '/dev/sde'] },
      '/dev/sdb\n/dev/sde\n',
      ['pvcreate  -f /dev/sde', 'vgextend data /dev/sde'],
    ],
    ['another one', { pvs: ['/dev/sdc'] }, '/dev/sdc\n', ['vgextend data /dev/sdc', 'vgreduce --force data /dev/sdb']],
    ['extra ones stay', { pvs: ['/dev/sdc'], remove_extra_pvs: false }, '/dev/sdc\n', ['vgextend data /dev/sdc']],
    ['new', { vg: 'new', pvs: ['/dev/sdc'], pesize: '16' }, '/dev/sdc\n', ['vgcreate  -s 16 new /dev/sdc']],
    ['not in use', { state: 'inactive' }, '', ['vgchange --activate n data']],
    ['to be removed', { state: 'absent', force: true }, '', ['vgremove --force data']],
  ])('%s', (_case, given, named, commands) => {
    const { said, result } = run(given, named);
    expect(result.changed).toBe(commands.length > 0);
    for (const command of commands) expect(said.join()).toContain(command);
  });

  test.each([
    [{ state: 'absent' }, '', 'Refuse to remove non-empty'],
    [{ vg: 'new' }, '', 'No physical volumes given'],
    [{ pvs: ['/dev/sdd'] }, '/dev/sdd\n', 'already in other volume group'],
    [{ pvs: ['/dev/none'] }, '\n', 'Device /dev/none not found'],
  ])('refused: %o', (given, named, message) => {
    expect(failureOf(() => run(given, named)).message).toContain(message);
  });
});
