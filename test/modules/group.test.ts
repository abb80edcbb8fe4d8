import { describe, expect, test } from 'vitest';
import { group } from '../../src/modules/group.js';
import { failureOf } from './failure.js';
import { talk, type Answering } from './talk.js';
import { target, withDefaults } from './target.js';

const shadow = { 'program "groupadd"': '/usr/sbin/groupadd' };
const busybox = { 'program "groupadd"': undefined };
const there = { name: 'web', gid: 1000, members: [] };

function run(given: Record<string, unknown>, answering: Answering) {
  const all = { name: 'web', ...given };
  return talk(group.run(withDefaults(group, all), target), answering);
}

describe('group', () => {
  test.each([
    ['missing', {}, undefined, shadow, ['create group: groupadd  -- web']],
    [
      'missing, with everything',
      { gid: 7, system: true, non_unique: true, gid_min: 5 },
      undefined,
      shadow,
      ['create group: groupadd -g 7 -o -r -K GID_MIN=5 -- web'],
    ],
    ['already right', { gid: 1000 }, there, shadow, []],
    ['another number', { gid: 7 }, there, shadow, ['gid: groupmod -g 7  -- web']],
    ['to be removed', { state: 'absent' }, there, shadow, ['remove group: groupdel  -- web']],
    ['already removed', { state: 'absent' }, undefined, shadow, []],
    ['missing, without shadow', { gid: 7 }, undefined, busybox, ['create group: addgroup -g 7  -- web']],
    ['to be removed, without shadow', { state: 'absent' }, there, busybox, ['remove group: delgroup -- web']],
  ])('%s', (_case, given, now, tools, wanted) => {
    expect(run(given, { answers: { 'groups {"names":["web"]}': [now], ...tools } }).said).toEqual(wanted);
  });

  test('a hostile name stays one word', () => {
    const name = '-x; $(reboot)';
    const { said } = run(
      { name },
      { answers: { [`groups ${JSON.stringify({ names: [name] })}`]: [undefined], ...shadow } },
    );
    expect(said).toEqual(["create group: groupadd  -- '-x; $(reboot)'"]);
  });

  test('a group that only has the name as its number is another one', () => {
    const { said } = run({ name: '1000' }, { answers: { 'groups {"names":["1000"]}': [there], ...shadow } });
    expect(said).toEqual(['create group: groupadd  -- 1000']);
  });

  test('check mode knows what was asked for', () => {
    const { result } = run(
      { gid: 7 },
      { check: true, answers: { 'groups {"names":["web"]}': [undefined], ...shadow } },
    );
    expect(result).toEqual({ name: 'web', state: 'present', system: false, gid: 7 });
  });

  test('the tool tells why it failed', () => {
    const outcomes = { 'create group': { status: 4, stderr: Buffer.from("groupadd: GID '0' already exists\n") } };
    const failure = failureOf(() =>
      run({ gid: 0 }, { outcomes, answers: { 'groups {"names":["web"]}': [undefined], ...shadow } }),
    );
    expect([failure.message, failure.result['rc']]).toEqual(["groupadd: GID '0' already exists\n", 4]);
  });
});
