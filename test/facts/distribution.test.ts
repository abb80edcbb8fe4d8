import { expect, test } from 'vitest';
import { factsFrom } from './blocks.js';

const rocky = 'NAME="Rocky Linux"\nID="rocky"\nVERSION_ID="9.3"\n';

test.each([
  [
    'Debian with its point release',
    {
      'os-release': 'NAME="Debian GNU/Linux"\nID=debian\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\n',
      debian: '12.15\n',
    },
    {
      distribution: 'Debian',
      distribution_version: '12.15',
      distribution_major_version: '12',
      distribution_minor_version: '15',
      distribution_release: 'bookworm',
      os_family: 'Debian',
      distribution_file_path: '/etc/os-release',
    },
  ],
  [
    'Debian testing',
    { 'os-release': 'ID=debian\nNAME="Debian GNU/Linux"\nVERSION_CODENAME=trixie\n', debian: 'trixie/sid\n' },
    { distribution: 'Debian', distribution_version: 'trixie/sid', distribution_release: 'trixie' },
  ],
  [
    'Ubuntu',
    {
      'os-release': 'NAME="Ubuntu"\nID=ubuntu\nID_LIKE=debian\nVERSION_ID="22.04"\nVERSION_CODENAME=jammy\n',
      debian: 'bookworm/sid\n',
    },
    {
      distribution: 'Ubuntu',
      distribution_version: '22.04',
      distribution_major_version: '22',
      distribution_release: 'jammy',
      os_family: 'Debian',
      distribution_file_variety: 'Debian',
    },
  ],
  [
    'Rocky',
    { 'os-release': rocky, redhat: 'Rocky Linux release 9.3 (Blue Onyx)\n' },
    {
      distribution: 'Rocky',
      distribution_version: '9.3',
      distribution_major_version: '9',
      distribution_release: 'Blue Onyx',
      os_family: 'RedHat',
      distribution_file_path: '/etc/redhat-release',
    },
  ],
  [
    'CentOS Stream',
    { 'os-release': 'NAME="CentOS Stream"\nID="centos"\nVERSION_ID="9"\n', redhat: 'CentOS Stream release 9\n' },
    { distribution: 'CentOS', distribution_version: '9', distribution_release: 'Stream', os_family: 'RedHat' },
  ],
  [
    'Alpine',
    { 'os-release': 'NAME="Alpine Linux"\nID=alpine\nVERSION_ID=3.18.4\n', alpine: '3.18.4\n' },
    {
      distribution: 'Alpine',
      distribution_version: '3.18.4',
      distribution_major_version: '3',
      os_family: 'Alpine',
      distribution_file_variety: 'Alpine',
    },
  ],
  ['something else', { 'os-release': 'NAME="Void"\nID=void\n' }, { distribution: 'Void', os_family: 'Void' }],
  [
    'no sign at all',
    { kernel: 'FreeBSD 14.0-RELEASE\n' },
    { distribution: 'FreeBSD', os_family: 'FreeBSD', distribution_version: '14.0-RELEASE' },
  ],
])('%s', (_case, blocks, wanted) => {
  expect(factsFrom('distribution', blocks)).toMatchObject(wanted);
});
