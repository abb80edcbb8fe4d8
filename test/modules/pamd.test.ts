import { describe, expect, test } from 'vitest';
import { pamd } from '../../src/modules/pamd.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';
import { textFile } from './text-file.js';

const text = `#%PAM-1.0
auth       required pam_env.so
auth       [success=1 default=ignore] pam_unix.so nullok
# a comment
auth       required pam_deny.so
session    required pam_unix.so a=1 b [c d]
`;

const run = (given: object) => {
  const args = { name: 'svc', type: 'auth', control: 'required', module_path: 'pam_deny.so', ...given };
  return talk(pamd.run(withDefaults(pamd, args), { ...target, diff: true }), {
    answers: textFile('/etc/pam.d/svc', text),
    check: true,
    other: () => 0,
  }).result as { change_count: number; diff?: [{ after: string }] };
};

const session = { type: 'session', module_path: 'pam_unix.so' };
const news = { new_type: 'auth', new_control: 'required', new_module_path: 'pam_env.so' };

describe('pamd', () => {
  test.each([
    ['control', { new_control: 'optional' }, 'auth       optional pam_deny.so'],
    ['arguments', { ...session, module_arguments: ['x y'] }, 'session    required pam_unix.so x y'],
    [
      'arguments more',
      { ...session, module_arguments: ['b', 'a=2', 'e'], state: 'args_present' },
      'session    required pam_unix.so a=2 b [c d] e',
    ],
    [
      'arguments less',
      { ...session, module_arguments: ['b', '[c d]'], state: 'args_absent' },
      'session    required pam_unix.so a=1',
    ],
    ['another before', { ...news, new_module_path: 'pam_x.so', state: 'before' }, 'auth       required pam_x.so'],
    ['another after', { ...news, state: 'after' }, 'auth       required pam_env.so\nsession'],
  ])('%s', (_case, given, line) => {
    const result = run(given);
    expect(result.change_count).toBe(1);
    expect(result.diff?.[0].after).toContain(line);
    expect(result.diff?.[0].after).toContain('#%PAM-1.0\n# Updated by Ansible - ');
  });

  test.each([
    ['the rule is not there', { module_path: 'pam_none.so', new_control: 'optional' }],
    ['nothing is to change', {}],
    ['it has those arguments', { ...session, module_arguments: ['b'], state: 'args_present' }],
    [
      'the other one stands before it, past a comment',
      { new_type: 'auth', new_control: '[success=1 default=ignore]', new_module_path: 'pam_unix.so', state: 'before' },
    ],
  ])('nothing changes when %s', (_case, given) => {
    expect(run(given)).toEqual({ changed: false, change_count: 0, backupdest: '' });
  });

  test('a rule is removed', () => {
    expect(run({ state: 'absent' }).diff?.[0].after).not.toContain('pam_deny');
  });

  test('a service that is not there is a failure', () => {
    const args = withDefaults(pamd, { name: 'x', type: 'auth', control: 'a', module_path: 'b' });
    const start = () => talk(pamd.run(args, target), { answers: textFile('/etc/pam.d/x', undefined) });
    expect(failureOf(start).message).toContain('Unable to open/read PAM module file /etc/pam.d/x');
  });
});
