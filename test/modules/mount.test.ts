import { describe, expect, test } from 'vitest';
import { mount } from '../../src/modules/mount.js';
import { withMount, withoutMount } from '../../src/modules/mount/fstab.js';
import type { Wish } from '../../src/modules/mount/arguments.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const wish: Wish = {
  path: '/data',
  src: '/dev/sdb1',
  fstype: 'ext4',
  opts: 'noatime',
  dump: '0',
  passno: '2',
  fstab: '/etc/fstab',
};
const line = '/dev/sdb1 /data ext4 noatime 0 2\n';

describe('fstab', () => {
  test.each([
    ['a new line goes to the end', '# x\n/dev/sda1 / ext4 defaults 0 1', `# x\n/dev/sda1 / ext4 defaults 0 1\n${line}`],
    [
      'a line that means the same stays',
      '/dev/sdb1\t/data  ext4 noatime 0 2\n',
      '/dev/sdb1\t/data  ext4 noatime 0 2\n',
    ],
    ['another line is replaced where it is', 'LABEL=x /data xfs defaults\n# end\n', `${line}# end\n`],
    ['a comment is no line', '#/dev/sdb1 /data ext4 noatime 0 2\n', `#/dev/sdb1 /data ext4 noatime 0 2\n${line}`],
  ])('%s', (_case, before, after) => {
    expect(withMount(before, wish)).toBe(after);
  });

  test('blanks are escaped, once', () => {
    const spaced = { ...wish, path: '/my data', src: '//host/a\\040b' };
    const text = withMount('', spaced);
    expect(text).toBe('//host/a\\040b /my\\040data ext4 noatime 0 2\n');
    expect([withMount(text, spaced), withoutMount(text, spaced)]).toEqual([text, '']);
  });

  test('swap space is told apart by its device', () => {
    const swap = { ...wish, path: 'none', fstype: 'swap', src: '/swap2' };
    const other = '/swap1 none swap sw 0 0\n';
    expect(withoutMount(withMount(other, swap), swap)).toBe(other);
  });
});

describe('mount', () => {
  const mountinfo = (path: string): string => `0\n0\n${path}\n23 1 8:17 / ${path} rw - ext4 /dev/sdb1 rw\n`;
  const free = '1\n1\n/data\n';
  const run = (given: Record<string, unknown>, fstab: string, about: string, outcomes = {}) =>
    talk(mount.run(withDefaults(mount, { path: '/data', ...given }), target), {
      answers: textFile('/etc/fstab', fstab),
      prints: { mountinfo: about },
      outcomes: { content: { stdout: Buffer.from('0022\nyr\n') }, ...outcomes },
      check: true,
    });
  const wanted = { src: '/dev/sdb1', fstype: 'ext4', opts: 'noatime', passno: '2' };

  test.each([
    ['present and new', { state: 'present', ...wanted }, '', free, ['content']],
    ['mounted and new', { state: 'mounted', ...wanted }, '', free, ['content', 'mount']],
    ['mounted and there', { state: 'mounted', ...wanted }, line, mountinfo('/data'), []],
    [
      'mounted with other options',
      { state: 'mounted', ...wanted, opts: 'ro' },
      line,
      mountinfo('/data'),
      ['content', 'mount'],
    ],
    ['in fstab, not mounted', { state: 'mounted', ...wanted }, line, free, ['mount']],
    ['unmounted', { state: 'unmounted' }, line, mountinfo('/data'), ['unmount']],
    ['unmounted already', { state: 'unmounted' }, line, free, []],
    ['remounted', { state: 'remounted' }, line, mountinfo('/data'), ['remount']],
    ['absent', { state: 'absent' }, line, mountinfo('/data'), ['content', 'unmount', 'remove directory']],
    ['absent, but mounted by hand', { state: 'absent' }, '', mountinfo('/data'), []],
    ['ephemeral', { state: 'ephemeral', ...wanted }, '', free, ['mount']],
  ])('%s', (_case, given, fstab, about, whats) => {
    const { changes, result } = run(given, fstab, about);
    expect(changes.map(({ what }) => what)).toEqual(whats);
    expect(result.changed).toBe(whats.length > 0);
  });

  test('a mount point of another source is left alone', () => {
    const start = () => run({ state: 'ephemeral', ...wanted, src: '/dev/sdc1' }, '', mountinfo('/data'));
    expect(failureOf(start).message).toContain('already mounted');
  });

  test('options that must not be seen are not shown', () => {
    const given = { state: 'present', src: '//h/s', fstype: 'cifs', opts: 'password=secret', opts_no_log: true };
    const { result } = run(given, '', free);
    expect(JSON.stringify(result)).not.toContain('secret');
  });
});
