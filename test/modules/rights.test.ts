import { describe, expect, test } from 'vitest';
import { acl } from '../../src/modules/acl.js';
import { capabilities } from '../../src/modules/capabilities.js';
import { readCapabilities } from '../../src/modules/capabilities/text.js';
import { pamLimits } from '../../src/modules/pam_limits.js';
import { withLimit } from '../../src/modules/pam-limits/limits.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

describe('acl', () => {
  const run = (given: Record<string, unknown>, tested: string) =>
    talk(acl.run(withDefaults(acl, { path: '/f', ...given }), target), {
      answers: textFile('/f', ''),
      prints: { getfacl: `${tested}=acl\nuser::rw-\nother::---\n\n` },
      outcomes: { 'access list': { text: 'user::rw-\nuser:ada:r--\n\n' } },
    });
  const ada = { etype: 'user', entity: 'ada', permissions: 'r', state: 'present' };

  test.each([
    ['read', {}, '', 'current acl', undefined],
    ['there', ada, 'f: *,*\n', 'user:ada:r is present', undefined],
    ['new', ada, 'f: u::rw-,u:ada:r--,*\n', 'user:ada:r is present', '-m user:ada:r -- /f'],
    [
      'by an entry',
      { entry: 'd:u:ada:rx', state: 'present' },
      'f: *,u::rw-\n',
      'user:ada:rx is present',
      '-d -m user:ada:rx -- /f',
    ],
    ['gone', { entry: 'u:ada', state: 'absent' }, 'f: u::rw-,*\n', 'user:ada is absent', '-x user:ada -- /f'],
  ])('%s', (_case, given, tested, msg, command) => {
    const { result, said } = run(given, tested);
    expect([result.msg, result.changed]).toEqual([msg, command !== undefined]);
    expect(said.join()).toContain(command ?? '');
    expect(result['acl']).toEqual(command === undefined ? ['user::rw-', 'other::---'] : ['user::rw-', 'user:ada:r--']);
  });

  test.each([
    [{ ...ada, entry: 'u:ada:r' }, "'entry' MUST NOT be set"],
    [{ ...ada, state: 'absent' }, "'permissions' MUST NOT"],
    [{ recursive: true }, "'recursive' MUST NOT"],
    [{ entity: 'ada', state: 'present' }, "'etype' MUST be set"],
    [{ entry: 'u:x', state: 'present' }, '3 or 4 sections'],
    [{ ...ada, use_nfsv4_acls: true }, 'not supported'],
  ])('refused: %o', (given, message) => {
    expect(failureOf(() => run(given, '')).message).toContain(message);
  });
});

describe('capabilities', () => {
  const run = (given: Record<string, unknown>, printed: string) =>
    talk(capabilities.run(withDefaults(capabilities, { path: '/bin/p', ...given }), target), {
      prints: { getcap: printed },
    });

  test.each([
    ['none yet', { capability: 'cap_net_raw+ep' }, '', 'setcap cap_net_raw+ep /bin/p'],
    ['there', { capability: 'CAP_NET_RAW+pe' }, '/bin/p cap_net_raw=ep\n', undefined],
    [
      'beside another',
      { capability: 'cap_net_raw+ep' },
      '/bin/p cap_chown=ep\n',
      "setcap 'cap_chown=ep cap_net_raw+ep' /bin/p",
    ],
    [
      'to be removed',
      { capability: 'cap_chown', state: 'absent' },
      '/bin/p = cap_chown,cap_kill+ep\n',
      'setcap cap_kill+ep /bin/p',
    ],
    ['removed', { capability: 'cap_chown', state: 'absent' }, '', undefined],
  ])('%s', (_case, given, printed, command) => {
    const { said, result } = run(given, printed);
    expect([result.changed, said.length]).toEqual([command !== undefined, command === undefined ? 0 : 1]);
    expect(said.join()).toContain(command ?? '');
  });

  test('several clauses, and none', () => {
    const one = (name: string, operator: string, flags: string) => ({ name, operator, flags });
    expect(readCapabilities('/p cap_a,cap_b=ep cap_c+i\n', '/p')).toEqual([
      one('cap_a', '=', 'ep'),
      one('cap_b', '=', 'ep'),
      one('cap_c', '+', 'i'),
    ]);
    expect(readCapabilities('/p =\n', '/p')).toEqual([]);
  });

  test('a capability needs an operator, a file must be there', () => {
    expect(failureOf(() => run({ capability: 'cap_net_raw' }, '')).message).toContain('operator');
    const start = () =>
      talk(capabilities.run(withDefaults(capabilities, { path: '/x', capability: 'cap_kill+p' }), target), {
        prints: { getcap: { stderr: Buffer.from('/x (No such file or directory)') } },
      });
    expect(failureOf(start).message).toContain('Unable to get capabilities');
  });
});

describe('pam_limits', () => {
  const limit = { domain: '*', type: 'soft', item: 'nofile', value: '100', comment: '', keep: undefined };

  test.each([
    ['new', '# * soft nofile 1\n', {}, '# * soft nofile 1\n*\tsoft\tnofile\t100\n'],
    ['there', '*  soft nofile 100 # c\n', {}, '*  soft nofile 100 # c\n'],
    ['another value keeps its comment', '* soft nofile 1 # c\n', {}, '*\tsoft\tnofile\t100\t# c\n'],
    ['a new comment', '* soft nofile 1 # c\n', { comment: 'why' }, '*\tsoft\tnofile\t100\t#why\n'],
    ['the larger', '* soft nofile 200\n', { keep: 'larger' }, '* soft nofile 200\n'],
    ['no limit is the largest', '* soft nofile unlimited\n', { keep: 'smaller' }, '*\tsoft\tnofile\t100\n'],
    ['another item', '* soft nproc 1', {}, '* soft nproc 1\n*\tsoft\tnofile\t100\n'],
  ] as const)('%s', (_case, before, more, after) => {
    expect(withLimit(before, { ...limit, ...more }).text).toBe(after);
  });

  test.each([
    [{ value: 'many' }, 'is invalid'],
    [{ value: '-2' }, 'is invalid'],
    [{ limit_item: 'nice', value: '20' }, '-20 to 19'],
    [{ use_min: true, use_max: true }, 'at the same time'],
  ])('refused: %o', (given, message) => {
    const all = { domain: '*', limit_type: '-', limit_item: 'nofile', value: '1', ...given };
    expect(failureOf(() => talk(pamLimits.run(withDefaults(pamLimits, all), target))).message).toContain(message);
  });
});
