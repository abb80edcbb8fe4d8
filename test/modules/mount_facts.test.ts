import { describe, expect, test } from 'vitest';
import { mountFacts } from '../../src/modules/mount_facts.js';
import { sourceNames } from '../../src/modules/mount-facts/sources.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const files = [
  'f/etc/mtab\n/proc/12/mounts\n/dev/sda1 / ext4 rw 0 1\ntmpfs /a\\040b tmpfs rw 0 0\ntmpfs / tmpfs ro 0 0\n\0',
  'f/proc/mounts\n/proc/13/mounts\n/dev/sda1 / ext4 rw 0 1\n\0',
  'p\n/bin/mount\nnfs:/x on /x type nfs4 (ro)\n0\0',
  'f/etc/fstab\n/etc/fstab\n# a comment\nUUID=u /y xfs defaults 1 2\n\0',
].join('');
const sizes = '0 4096 4096 100 40 50 20\n0 \n124 \n1 \n/dev/sda1 abc-1\n';

const run = (given: Record<string, unknown>) =>
  talk(mountFacts.run(withDefaults(mountFacts, given), target), { prints: { 'found=': files, lsblk: sizes } }).result;

describe('mount_facts', () => {
  test('tells of mounts with their sizes, the first of each place', () => {
    const result = run({ timeout: 3, on_timeout: 'warn' });
    const points = (result['ansible_facts'] as { mount_points: Record<string, object> }).mount_points;
    expect(Object.keys(points).sort()).toEqual(['/', '/a b', '/y']);
    expect(points['/']).toMatchObject({
      fstype: 'ext4',
      uuid: 'abc-1',
      size_total: 409_600,
      block_used: 60,
      passno: 1,
    });
    expect(points['/y']).toEqual({
      device: 'UUID=u',
      mount: '/y',
      fstype: 'xfs',
      options: 'defaults',
      dump: 1,
      passno: 2,
      uuid: 'u',
      ansible_context: { source: '/etc/fstab', source_data: 'UUID=u /y xfs defaults 1 2' },
    });
    expect(result.warnings).toEqual([
      'Timed out getting mount information for /x after 3 seconds',
      expect.stringContaining("ignoring repeat mounts in the following sources: /etc/mtab (['/', '/a b', '/'])"),
    ]);
  });

  test('lists all of them where that is wanted, and only those that match', () => {
    const facts = run({
      include_aggregate_mounts: true,
      fstypes: ['ext*', 'tmpfs'],
      devices: ['tmp*'],
      on_timeout: 'ignore',
    });
    expect(facts['ansible_facts']).toMatchObject({ aggregate_mounts: [{ mount: '/a b' }, { mount: '/' }] });
  });

  test('a mount that does not answer is a failure', () => {
    expect(failureOf(() => run({ timeout: 3 })).message).toContain('/x after 3 seconds');
    expect(failureOf(() => run({ timeout: -1 })).message).toContain('must be a positive number or null, not -1.0');
  });

  test('words stand for the usual places', () => {
    expect(sourceNames(['static', '/x', '/etc/fstab'])).toEqual(['/etc/fstab', '/etc/vfstab', '/x']);
    expect(sourceNames(undefined)).toContain('/etc/mtab');
  });
});
