import { describe, expect, test } from 'vitest';
import { filesystem } from '../../src/modules/filesystem.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const ext4 = 'ext4\n1111\n/data\n4096000\n';
const xfs = 'xfs\n1111\n\n8192000\n';
const empty = '\n\n\n4096000\n';

const run = (
  given: Record<string, unknown>,
  device: string | { status: number },
  size = '1000\n4096\n',
  check = false,
) =>
  talk(filesystem.run(withDefaults(filesystem, { dev: '/dev/sdb1', ...given }), target), {
    prints: { 'tune2fs -l': size, xfs_info: size, blkid: device },
    outcomes: { 'grow ext4': { text: 'grown' } },
    check,
  });

describe('filesystem', () => {
  test.each([
    ['there', { fstype: 'ext4' }, ext4, undefined],
    ['new', { fstype: 'ext4', opts: '-L "my data"' }, empty, "mkfs.ext4 -F  -L 'my data' /dev/sdb1"],
    ['with a UUID', { fstype: 'xfs', uuid: 'abc' }, empty, 'mkfs.xfs -f -m uuid=abc  /dev/sdb1'],
    ['over another', { fstype: 'xfs', force: true }, ext4, 'mkfs.xfs -f'],
    ['another UUID', { fstype: 'ext4', uuid: '2222' }, ext4, 'tune2fs -U 2222 /dev/sdb1'],
    ['that UUID', { fstype: 'ext4', uuid: '1111' }, ext4, undefined],
    ['whole', { fstype: 'ext4', resizefs: true }, ext4, undefined],
    ['to be grown', { fstype: 'ext4', resizefs: true }, ext4.replace('4096000', '8192000'), 'resize2fs /dev/sdb1'],
    ['to be wiped', { state: 'absent' }, ext4, 'wipefs --all /dev/sdb1'],
    ['wiped', { state: 'absent' }, empty, undefined],
    ['without a device', { state: 'absent' }, { status: 99 }, undefined],
  ])('%s', (_case, given, device, command) => {
    const { said, result } = run(given, device);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });

  test('check mode says what would be grown', () => {
    const larger = ext4.replace('4096000', '8192000');
    expect(run({ fstype: 'ext4', resizefs: true }, larger, undefined, true).result.msg).toContain(
      'resizing filesystem Ext4',
    );
  });

  test.each([
    [{ fstype: 'xfs' }, ext4, 'already used as ext4'],
    [{ fstype: 'xfs', resizefs: true }, xfs, 'needs to be mounted'],
    [{ fstype: 'swap', resizefs: true }, 'swap\n\n\n1\n', 'does not support resizing swap'],
    [{ fstype: 'ext4' }, { status: 99 }, 'Device /dev/sdb1 not found'],
  ])('refused: %o', (given, device, message) => {
    expect(failureOf(() => run(given, device)).message).toContain(message);
  });
});
