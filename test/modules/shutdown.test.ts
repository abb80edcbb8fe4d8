import { expect, test } from 'vitest';
import { ProvisionError } from '../../src/base/errors.js';
import { shutdown } from '../../src/modules/shutdown.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const start = (given: Record<string, unknown>) => shutdown.run(withDefaults(shutdown, given), target);

test.each([
  ['shutdown', {}, '/sbin/shutdown', '/sbin/shutdown -h 0 "Shut down initiated by Ansible"'],
  ['later', { delay: 119, msg: 'bye' }, '/sbin/shutdown', '/sbin/shutdown -h 1 bye'],
  ['systemd alone', {}, '/bin/systemctl', '/bin/systemctl poweroff'],
  ['busybox', { delay: 5 }, '/sbin/poweroff', '/sbin/poweroff -d 5'],
])('%s', (_case, given, path, command) => {
  const { result } = talk(start(given), { prints: { shutdown: `${path}\n` }, check: true });
  expect(result).toEqual({ changed: true, shutdown: true, shutdown_command: command });
});

test('a connection that breaks is what was wanted', () => {
  const conversation = start({});
  conversation.next();
  conversation.next([['/sbin/shutdown']]);
  const last = conversation.throw(new ProvisionError('E0606', 'gone'));
  expect(last.value).toMatchObject({ shutdown: true });
});

test('no program at all is a failure', () => {
  expect(failureOf(() => talk(start({}), { prints: { shutdown: '' } })).message).toContain('Could not find command');
});
