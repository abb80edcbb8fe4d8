import { describe, expect, test } from 'vitest';
import { kernelBlacklist } from '../../src/modules/kernel_blacklist.js';
import { seboolean } from '../../src/modules/seboolean.js';
import { sefcontext } from '../../src/modules/sefcontext.js';
import { selinux } from '../../src/modules/selinux.js';
import { seport } from '../../src/modules/seport.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const on = { '/sys/fs/selinux': '1\ntargeted\n' };
const off = { '/sys/fs/selinux': '\ntargeted\n' };

describe('seboolean', () => {
  const run = (given: Record<string, unknown>, printed: string, state = on) =>
    talk(seboolean.run(withDefaults(seboolean, { name: 'b', state: true, ...given }), target), {
      prints: { ...state, getsebool: printed },
    });

  test.each([
    ['right', {}, 'b --> on\n', undefined],
    ['wrong', {}, 'b --> off\n', 'setsebool  b on'],
    ['right until the next boot', { persistent: true }, 'b --> on\nb    (on   ,  off)  x\n', 'setsebool -P b on'],
    ['right for ever', { persistent: true }, 'b --> on\nb    (on   ,   on)  x\n', undefined],
  ])('%s', (_case, given, printed, command) => {
    const { said, result } = run(given, printed);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });

  test('without SELinux, or such a boolean, it fails', () => {
    expect(failureOf(() => run({}, 'b --> on\n', off)).message).toContain('disabled');
    expect(failureOf(() => run({}, '\n')).message).toContain('does not exist');
  });
});

describe('seport', () => {
  const all = 'http_port_t                    tcp      80, 443\nssh_port_t   tcp  22\n';
  const run = (given: Record<string, unknown>, own = '') =>
    talk(seport.run(withDefaults(seport, { proto: 'tcp', setype: 'http_port_t', ...given }), target), {
      prints: { ...on, '-l -n -C': own, '-l -n': all },
    });

  test.each([
    ['there', { ports: ['80', '443'] }, '', undefined],
    ['new', { ports: ['9090'], reload: false }, '', 'semanage port -a -N -t http_port_t -p tcp 9090'],
    ['of another type', { ports: ['9090'] }, 'other_t tcp 9090\n', 'semanage port -m  -t http_port_t -p tcp 9090'],
    ['to be removed', { ports: ['443'], state: 'absent' }, '', 'semanage port -d  -t http_port_t -p tcp 443'],
  ])('%s', (_case, given, own, command) => {
    const { said, result } = run(given, own);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });
});

describe('sefcontext', () => {
  const own = '/srv(/.*)?       all files          system_u:object_r:httpd_sys_content_t:s0 \n/a = /b\n';
  const run = (given: Record<string, unknown>) =>
    talk(sefcontext.run(withDefaults(sefcontext, given), target), { prints: { ...on, fcontext: own } });

  test.each([
    ['there', { target: '/srv(/.*)?', setype: 'httpd_sys_content_t' }, undefined],
    ['another type', { target: '/srv(/.*)?', setype: 'x_t' }, "semanage fcontext -m -f a -t x_t  '/srv(/.*)?'"],
    ['new', { target: '/new', setype: 'x_t', ftype: 'd' }, 'semanage fcontext -a -f d -t x_t  /new'],
    ['a substitution', { target: '/a', substitute: '/b' }, undefined],
    ['another substitution', { target: '/a', substitute: '/c' }, 'semanage fcontext -m  -e /c /a'],
    ['to be removed', { target: '/a', state: 'absent' }, 'semanage fcontext -d  -e /b /a'],
  ])('%s', (_case, given, command) => {
    const { said, result } = run(given);
    expect(result.changed).toBe(command !== undefined);
    expect(said.join()).toContain(command ?? '');
  });
});

describe('selinux', () => {
  const run = (given: Record<string, unknown>, text: string, state = on) =>
    talk(selinux.run(withDefaults(selinux, given), target), {
      answers: textFile('/etc/selinux/config', text),
      prints: state,
      check: true,
    });
  const config = 'SELINUX=enforcing\nSELINUXTYPE=targeted\n';

  test.each([
    ['right', { state: 'enforcing', policy: 'targeted' }, on, [], false],
    ['permissive', { state: 'permissive', policy: 'targeted' }, on, ['SELinux', 'content'], false],
    ['off', { state: 'disabled' }, on, ['content'], true],
    ['on where it is off', { state: 'enforcing', policy: 'targeted' }, off, [], true],
  ])('%s', (_case, given, state, whats, reboot) => {
    const { changes, result } = run(given, config, state);
    expect(changes.map(({ what }) => what)).toEqual(whats);
    expect([result.changed, result['reboot_required']]).toEqual([whats.length > 0, reboot]);
  });

  test('a mode needs a policy', () => {
    expect(failureOf(() => run({ state: 'enforcing' }, config)).message).toContain('Policy is required');
  });
});

test.each([
  ['missing', 'present', '', true, ['blacklist nouveau']],
  ['there', 'present', 'blacklist  nouveau\n', false, ['blacklist  nouveau']],
  ['to be removed', 'absent', '# x\nblacklist nouveau\n', true, ['# x']],
  ['removed', 'absent', '# x\n', false, ['# x']],
])('kernel_blacklist: %s', (_case, state, text, changed, lines) => {
  const path = '/etc/modprobe.d/blacklist-ansible.conf';
  const given = withDefaults(kernelBlacklist, { name: 'nouveau', state });
  const { result } = talk(kernelBlacklist.run(given, target), { answers: textFile(path, text), check: true });
  expect([result.changed, result['lines']]).toEqual([changed, lines]);
});
