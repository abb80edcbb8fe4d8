import { describe, expect, test } from 'vitest';
import { ufw } from '../../src/modules/ufw.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const ssh = '### tuple ### allow tcp 22 0.0.0.0/0 any 0.0.0.0/0 in';
const now = (state: 'active' | 'inactive', rules: readonly string[]): string => `/usr/sbin/ufw
Status: ${state}
=conf
ENABLED=${state === 'active' ? 'yes' : 'no'}
LOGLEVEL=low
DEFAULT_INPUT_POLICY="DROP"
DEFAULT_OUTPUT_POLICY="ACCEPT"
DEFAULT_FORWARD_POLICY="DROP"
=rules
${rules.join('\n')}
=numbered
[ 1] 22/tcp                     ALLOW IN    Anywhere
[ 2] 80                         ALLOW IN    Anywhere
[ 3] 22/tcp (v6)                ALLOW IN    Anywhere (v6)
`;

const run = (given: Record<string, unknown>, dry = '', state: 'active' | 'inactive' = 'active') =>
  talk(ufw.run(withDefaults(ufw, given), target), {
    prints: { '--dry-run': dry, 'status verbose': now(state, [ssh]) },
    check: true,
  }).result;

describe('ufw', () => {
  test.each([
    ['running', { state: 'enabled' }, []],
    ['to be stopped', { state: 'disabled' }, ['-f disable']],
    ['a policy that is set', { default: 'deny' }, []],
    ['another policy', { default: 'deny', direction: 'outgoing' }, ['default deny outgoing']],
    ['logging', { logging: 'on' }, []],
    ['less logging', { logging: 'off' }, ['logging off']],
    [
      'several at once',
      { state: 'reloaded', default: 'reject', logging: 'full' },
      ['-f reload', 'default reject', 'logging full'],
    ],
  ])('%s', (_case, given, commands) => {
    const result = run(given);
    expect(result['commands']).toEqual(commands.map((command) => `/usr/sbin/ufw ${command}`));
    expect(result.changed).toBe(commands.length > 0);
  });

  const other = '### tuple ### allow any 81 0.0.0.0/0 any 0.0.0.0/0 in';
  test.each([
    ['there', { rule: 'allow', to_port: '22', proto: 'tcp' }, ssh, undefined],
    ['skipped', { rule: 'allow', to_port: '22' }, 'Skipping adding existing rule', undefined],
    [
      'new',
      { rule: 'allow', to_port: '81', comment: "it's" },
      `${ssh}\n${other}`,
      "allow from any to any port 81 comment it's",
    ],
    ['removed', { rule: 'allow', to_port: '22', delete: true, insert: 1 }, '', 'delete allow from any to any port 22'],
    [
      'passed on',
      { rule: 'allow', route: true, interface_in: 'a', interface_out: 'b', to_port: '1', log: true },
      other,
      'route allow in on a out on b log from any to any port 1',
    ],
    [
      'in front of IPv6',
      { rule: 'deny', insert: -1, insert_relative_to: 'first-ipv6', from_ip: '10.0.0.1' },
      other,
      'insert 2 deny from 10.0.0.1 to any',
    ],
    ['behind the last', { rule: 'deny', insert: 5, insert_relative_to: 'last-ipv6' }, other, 'deny from any to any'],
    [
      'an interface',
      { rule: 'deny', interface: 'eth0', direction: 'in', name: 'Open SSH' },
      other,
      'deny in on eth0 from any to any app Open SSH',
    ],
  ])('a rule that is %s', (_case, given, dry, words) => {
    expect(run(given, dry)['commands']).toEqual(words === undefined ? [] : [`/usr/sbin/ufw ${words}`]);
  });

  test('refused: two interfaces without a route, a missing program', () => {
    const both = { rule: 'allow', interface_in: 'a', interface_out: 'b' };
    expect(failureOf(() => run(both)).message).toContain('Only route rules');
    const start = () => talk(ufw.run(withDefaults(ufw, { state: 'enabled' }), target), { prints: { ufw: '\n' } });
    expect(failureOf(start).message).toContain('install ufw');
  });
});
