import { expect, test } from 'vitest';
import { modeText, permissionsAfter } from '../../../src/modules/files/mode.js';

test.each([
  ['0644', 0o600, false, '0644'],
  ['4755', 0o600, false, '04755'],
  ['u=rw,g=r,o=', 0o777, false, '0640'],
  ['a+x', 0o600, false, '0711'],
  ['+x', 0o600, false, '0711'],
  ['+w', 0o444, false, '0644'],
  ['u+s', 0o755, false, '04755'],
  ['g+s,o+t', 0o755, true, '03755'],
  ['go-rwx', 0o777, false, '0700'],
  ['u=rwX,go=rX', 0o600, false, '0644'],
  ['u=rwX,go=rX', 0o700, false, '0755'],
  ['u=rwX,go=rX', 0o600, true, '0755'],
  ['g=u', 0o640, false, '0660'],
  ['o=g-w', 0o664, false, '0664'],
])('%s on %o (directory: %s) is %s', (mode, permissions, isDirectory, expected) => {
  expect(modeText(permissionsAfter(mode, { permissions, isDirectory, umask: 0o022 }))).toBe(expected);
});
