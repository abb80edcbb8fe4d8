import { describe, expect, test } from 'vitest';
import { snap } from '../../src/modules/snap.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const listing = `snap    2.61.3
snapd   2.61.3
series  16
==provision==
Name  Version  Rev    Tracking         Publisher   Notes
jq    1.7      6      latest/stable    mvo         -
lxd   5.21     24322  5.21/stable/…    canonical✓  disabled
go    1.22     10000  latest/edge      canonical✓  classic
`;

const run = (given: Record<string, unknown>, settings = '{}', outcomes = {}) =>
  talk(snap.run(withDefaults(snap, given), target), {
    prints: { 'snap list': listing, 'snap get -d': settings },
    outcomes,
  });

describe('snap', () => {
  test.each([
    ['there', { name: ['jq'] }, []],
    ['there, by its file', { name: ['/srv/jq_1.7_amd64.snap'], dangerous: true }, []],
    ['missing', { name: ['jq', 'hello'] }, ['snap install hello']],
    [
      'missing, with options',
      { name: ['hello'], classic: true, channel: 'edge' },
      ['snap install hello --classic --channel=edge'],
    ],
    ['a file', { name: ['/srv/a b_1.snap'], dangerous: true }, ["snap install '/srv/a b_1.snap' --dangerous"]],
    ['the channel', { name: ['go'], channel: 'edge' }, []],
    ['a branch of the channel', { name: ['lxd'], channel: '5.21/stable/ubuntu' }, []],
    ['another channel', { name: ['jq'], channel: 'latest/beta' }, ['snap refresh jq --channel=latest/beta']],
    ['to be removed', { name: ['jq', 'none'], state: 'absent' }, ['snap remove jq']],
    ['to be enabled', { name: ['jq', 'lxd'], state: 'enabled' }, ['snap enable lxd']],
    ['to be disabled', { name: ['jq', 'lxd'], state: 'disabled' }, ['snap disable jq']],
  ])('%s', (_case, given, wanted) => {
    const { result, changes } = run(given);
    expect(changes.map((change) => change.run.toString().split('\n').at(-1))).toEqual(wanted);
    expect(result).toMatchObject({ changed: wanted.length > 0, version: { snap: '2.61.3', series: '16' } });
  });

  test('the result names what was done', () => {
    expect(run({ name: ['hello'] }).result).toMatchObject({ snaps_installed: ['hello'], cmd: 'snap install hello' });
    expect(run({ name: ['jq'], state: 'absent' }).result['snaps_removed']).toEqual(['jq']);
  });

  test('options are set where they differ', () => {
    const options = ['a.b=1', 'jq:c=x', 'go:on=true', 'hello:n=2'];
    const { result, said } = run({ name: ['jq', 'go', 'hello'], options }, '{"a": {"b": 1}, "on": true, "c": "y"}');
    expect(said.slice(1)).toEqual([
      'set options: export LC_ALL=C.UTF-8\nsnap set jq c=x',
      'set options: export LC_ALL=C.UTF-8\nsnap set hello a.b=1 n=2',
    ]);
    expect(result['options_changed']).toEqual(['jq:c=x', 'hello:a.b=1', 'hello:n=2']);
  });

  test.each([
    [{ name: ['jq'], options: ['nonsense'] }, "Cannot parse set option 'nonsense'"],
    [{ name: ['jq'], options: ['go:a=b'] }, "Snap option 'go:a=b' refers to snap which is not in the list"],
    [{ name: ['none'], state: 'enabled' }, 'snap none is not installed'],
    [{ name: ['--all'] }, 'not the name of a snap'],
  ])('refused: %j', (given, message) => {
    expect(failureOf(() => run(given)).message).toContain(message);
  });

  test('what snap refuses is told', () => {
    const outcomes = { install: { status: 1, stderr: Buffer.from('error: snap "hello" not found\n') } };
    expect(failureOf(() => run({ name: ['hello'] }, '{}', outcomes)).message).toContain('snap "hello" not found');
  });
});
