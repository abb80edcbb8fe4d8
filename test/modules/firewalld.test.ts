import { describe, expect, test } from 'vitest';
import { firewalld } from '../../src/modules/firewalld.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const run = (given: Record<string, unknown>, answers: string, isRunning = true) =>
  talk(firewalld.run(withDefaults(firewalld, { state: 'enabled', ...given }), target), {
    prints: {
      '--query-': `public\n${answers}`,
      '--get-zones': 'public dmz\n',
      '--get-target': 'default\n',
      '--state': { status: isRunning ? 0 : 252 },
    },
  });

describe('firewalld', () => {
  test.each([
    [
      'a service, permanently',
      { service: 'https', permanent: true },
      '1 no',
      'Permanent operation, Changed service https to enabled',
    ],
    ['there', { service: 'https', permanent: true }, '0 yes', undefined],
    [
      'only on the disk',
      { port: '80/tcp', permanent: true, immediate: true },
      '0 yes\n1 no',
      'Permanent and Non-Permanent(immediate) operation, Changed port 80/tcp to enabled',
    ],
    ['now', { port: '80/tcp', state: 'disabled' }, '0 yes', 'Non-permanent operation, Changed port 80/tcp to disabled'],
    ['turned round', { masquerade: false }, '0 yes', 'Non-permanent operation, Removed masquerade from zone public'],
    [
      'a source',
      { source: '10.0.0.0/8', zone: 'dmz' },
      '1 no',
      'Non-permanent operation, Added 10.0.0.0/8 to zone dmz',
    ],
    [
      'a new zone',
      { zone: 'own', state: 'present', permanent: true },
      '',
      'Permanent operation, Added zone own, Changed zone own to present',
    ],
    ['a zone that is there', { zone: 'dmz', state: 'present', permanent: true }, '', undefined],
    [
      'a target',
      { zone: 'dmz', target: 'DROP', permanent: true },
      '',
      'Permanent operation, Set zone dmz target to DROP',
    ],
  ])('%s', (_case, given, answers, msg) => {
    const { result } = run(given, answers);
    expect(result.changed).toBe(msg !== undefined);
    if (msg !== undefined) expect(result.msg).toBe(msg);
  });

  test('the commands quote what the task gives', () => {
    const rule = 'rule family="ipv4" accept; reboot';
    expect(run({ rich_rule: rule, zone: 'dmz', timeout: 9 }, '1 no').said[0]).toContain(
      `firewall-cmd '--zone=dmz' '--add-rich-rule=${rule}' '--timeout=9'`.replaceAll(
        /'(--zone=dmz|--timeout=9)'/g,
        '$1',
      ),
    );
  });

  test('without its daemon only the disk is changed', () => {
    const { result, said } = run({ service: 'dns', permanent: true }, '1 no', false);
    expect([said[0], result.msg]).toEqual([
      expect.stringContaining('firewall-offline-cmd'),
      'Permanent operation, Changed service dns to enabled, (offline operation: only on-disk configs were altered)',
    ]);
    expect(failureOf(() => run({ service: 'dns' }, '', false)).message).toContain('not currently running');
  });

  test.each([
    [{ port: '80' }, 'improper port format'],
    [{ service: 'a', state: 'present' }, 'zone level operations'],
    [{ zone: 'own', state: 'present' }, 'must be permanent'],
    [{ service: 'a', zone: 'x' }, 'INVALID_ZONE'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => run(given, '112 Error: INVALID_ZONE: x')).message).toContain(message);
  });
});
