import { describe, expect, test } from 'vitest';
import { djangoManage } from '../../src/modules/django_manage.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const run = (given: Record<string, unknown>, text = '', outcome = {}, check = false) => {
  const [verb = ''] = String(given['command']).split(' ');
  return talk(djangoManage.run(withDefaults(djangoManage, { project_path: '/srv/app', ...given }), target), {
    outcomes: { [`manage.py ${verb}`]: { text, ...outcome } },
    answers: {},
    prints: { '/venv/bin/activate': '', '/none/bin/activate': { status: 1 } },
    check,
  });
};

describe('django_manage', () => {
  test.each([
    [
      { command: 'migrate', database: 'd', merge: true, skip: true, settings: 'my.s', pythonpath: '/p' },
      ['migrate', '--noinput', '--settings=my.s', '--pythonpath=/p', '--database=d', '--skip', '--merge'],
    ],
    [{ command: 'collectstatic', clear: true, link: true }, ['collectstatic', '--noinput', '--clear', '--link']],
    [{ command: 'createcachetable', cache_table: 't', database: 'd' }, ['createcachetable', '--database=d', 't']],
    [{ command: 'loaddata', fixtures: 'a b' }, ['loaddata', 'a', 'b']],
    [{ command: 'test', apps: 'a b', failfast: true }, ['test', '--noinput', '--failfast', 'a', 'b']],
    [{ command: "custom --x 'y z'", settings: 's' }, ['custom', '--x', 'y z', '--settings=s']],
  ])('%j', (given, wanted) => {
    expect(run(given).result['cmd']).toEqual(['./manage.py', ...wanted]);
  });

  test.each([
    ['migrate', '  No migrations to apply.\n', false],
    ['migrate', '  Applying auth.0001... OK\n', true],
    ['collectstatic', '\n0 static files copied, 10 unmodified.\n', false],
    ['collectstatic', '\n10 static files copied.\n', true],
    ['createcachetable', '', true],
    ['createcachetable', "Cache table 't' already exists.\n", false],
    ['flush', 'Installed 0 object(s) from 0 fixture(s)\n', false],
    ['custom', 'Applying\n', false],
  ])('%s that says %j', (command, text, changed) => {
    expect(run({ command }, text).result).toMatchObject({
      changed,
      out: text,
      project_path: '/srv/app',
      settings: null,
    });
  });

  test('a virtual environment comes first', () => {
    const { changes } = run({ command: 'check', virtualenv: '/venv' });
    expect(changes[0]?.run.toString()).toContain('export VIRTUAL_ENV=/venv PATH=/venv/bin:"$PATH"');
    expect(failureOf(() => run({ command: 'check', virtualenv: '/none' })).message).toBe(
      '/none does not point to a valid virtual environment',
    );
  });

  test('in check mode it is left out', () => {
    expect(run({ command: 'migrate' }, '', {}, true).result).toMatchObject({ skipped: true, changed: false });
  });

  test.each([
    [{ command: 'flush', apps: 'a' }, 'apps param is incompatible with command=flush'],
    [{ command: 'loaddata' }, 'fixtures param is required for command=loaddata'],
    [{ command: "x 'y" }, 'command has an unbalanced quote'],
  ])('refused: %j', (given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });

  test('a failure tells both outputs', () => {
    const failed = { status: 1, stderr: Buffer.from('err\n') };
    expect(failureOf(() => run({ command: 'bad' }, 'out\n', failed)).message).toBe('stdout: out\n\n:stderr: err\n');
    const unknown = { status: 1, stderr: Buffer.from("Unknown command: 'bad'\n") };
    expect(failureOf(() => run({ command: 'bad' }, '', unknown)).message).toBe('Unknown django command: bad');
  });
});
