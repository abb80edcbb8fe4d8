import { expect, test } from 'vitest';
import { Secret } from '../../src/base/secret.js';
import { becomeMethods } from '../../src/become/index.js';
import type { BecomeMethod, BecomeOptions } from '../../src/transport/connection.js';

function method(name: string): BecomeMethod {
  const found = becomeMethods.get(name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
}

const password = new Secret('correct horse');
const command = (options: BecomeOptions): string =>
  method(options.method).command(options, '/bin/sh', 'MARK').toString();

test.each<[string, BecomeOptions, string]>([
  ['sudo', { method: 'sudo', user: 'root' }, `exec sudo -H -S -n -u root /bin/sh -c 'echo MARK; exec /bin/sh'`],
  [
    'with a password',
    { method: 'sudo', user: 'root', password },
    `exec sudo -H -S -p '[provision] sudo password: ' -u root /bin/sh -c 'echo MARK; exec /bin/sh'`,
  ],
  [
    "with Ansible's flags",
    { method: 'sudo', user: 'root', flags: '-H -S -n' },
    `exec sudo -H -S -n -u root /bin/sh -c 'echo MARK; exec /bin/sh'`,
  ],
  [
    'with other flags',
    { method: 'sudo', user: 'db', flags: '-E --login', executable: '/opt/sudo' },
    `exec /opt/sudo -E --login -S -n -u db /bin/sh -c 'echo MARK; exec /bin/sh'`,
  ],
  [
    'a hostile user',
    { method: 'sudo', user: 'a;rm -rf /' },
    `exec sudo -H -S -n -u 'a;rm -rf /' /bin/sh -c 'echo MARK; exec /bin/sh'`,
  ],
  [
    'su',
    { method: 'su', user: 'root', password },
    `exec su root -c 'exec /bin/sh -c '\\''echo MARK; exec /bin/sh'\\'''`,
  ],
  [
    'su -',
    { method: 'su', user: 'root', flags: '-' },
    `exec su - root -c 'exec /bin/sh -c '\\''echo MARK; exec /bin/sh'\\'''`,
  ],
  ['doas', { method: 'doas', user: 'root' }, `exec doas -n -u root /bin/sh -c 'echo MARK; exec /bin/sh'`],
])('the command of %s', (_case, options, wanted) => {
  expect(command(options)).toBe(wanted);
});

test.each([...becomeMethods.keys()])('the password is not part of the command of %s', (name) => {
  expect(command({ method: name, user: 'root', password })).not.toContain('correct');
});

test.each([
  ['sudo', '[provision] sudo password: ', true],
  ['sudo', 'Enter PIN code for token: ', true],
  ['sudo', 'We trust you have received the usual lecture\n', false],
  ['su', 'Password: ', true],
  ['su', 'Passwort: ', true],
  ['su', 'パスワード：', true],
  ['su', 'su: Authentication failure\n', false],
  ['doas', 'doas (me@host) password: ', true],
])('%s asks: "%s" %s', (name, text, wanted) => {
  expect(method(name).isPrompt(text)).toBe(wanted);
});

test.each([
  ['sudo', 'sudo: a password is required\n', 'Missing sudo password'],
  ['sudo', '[provision] sudo password: Sorry, try again.\n[provision] sudo password: ', 'Incorrect sudo password'],
  ['sudo', 'sudo: sorry, you must have a tty to run sudo\n', 'sudo wants a terminal (requiretty in sudoers)'],
  ['sudo', '[provision] sudo password: bob is not in the sudoers file.\n', 'bob is not in the sudoers file.'],
  ['sudo', 'sudo: unknown user nobody2\n', 'sudo: unknown user nobody2'],
  ['sudo', 'sh: 1: sudo: not found\n', 'sh: 1: sudo: not found'],
  ['su', 'Password: su: Authentication failure\n', 'Incorrect su password'],
  ['su', 'su: user nobody2 does not exist\n', 'su: user nobody2 does not exist'],
  ['doas', 'doas: Operation not permitted\n', 'doas.conf does not allow it'],
  ['sudo', 'all is well\n', undefined],
])('a refusal of %s is understood: %s', (name, text, wanted) => {
  expect(method(name).findRefusal(text)).toBe(wanted);
});
