import { describe, expect, test } from 'vitest';
import { dnf } from '../../src/modules/dnf.js';
import { changesSince } from '../../src/modules/dnf/changes.js';
import { installed } from '../../src/modules/dnf/installed.js';
import { readTransaction, type Transaction } from '../../src/modules/dnf/transaction.js';
import { compareVersions, readingsOf } from '../../src/modules/dnf/version.js';
import type { Step } from '../../src/module-kit/index.js';
import { failureOf } from './failure.js';
import { target, withDefaults } from './target.js';

const empty = Buffer.alloc(0);
const table = `Dependencies resolved.
================================================================================
 Package          Architecture        Version            Repository        Size
================================================================================
Installing:
 bar              noarch              1.0-1              lab              5.4 k
 a-very-long-name-of-a-package-that-has-a-line-of-its-own
                  x86_64              1:2.0-1.el9        lab              5.4 k
Upgrading:
 foo              noarch              2.0-1              lab              5.4 k
Removing dependent packages:
 old              noarch              1.0-1              @lab               0

Transaction Summary
================================================================================
Install  2 Packages
`;

test.each([
  ['1.0', '1.0', 0],
  ['1.10', '1.9', 1],
  ['1.0~rc1', '1.0', -1],
  ['1.0^git1', '1.0', 1],
  ['1.0a', '1.0', 1],
  ['1.0a', '1.0.1', -1],
  ['2.el9', '10.el8', -1],
  ['007', '7', 0],
])('%s against %s', (one, other, order) => {
  expect(compareVersions(one, other)).toBe(order);
});

test('a name with a version can be read in several ways', () => {
  expect(readingsOf('foo-7-1.0-1.noarch')).toEqual([
    { name: 'foo', version: '7-1.0-1.noarch' },
    { name: 'foo-7', version: '1.0-1.noarch' },
    { name: 'foo-7-1.0', version: '1.noarch' },
  ]);
  expect(readingsOf('docker-ce')).toEqual([]);
});

test.each([
  ['foo-1.0', 'yes\n2.0-1', { isThere: true, isOlder: true }],
  ['foo-1.0', 'no\n2.0-1', { isThere: false, isOlder: true }],
  ['foo-2.0-2', 'no\n2.0-1\nnone', { isThere: false, isOlder: false }],
  ['foo', 'no', { isThere: false, isOlder: false }],
])('what rpm knows of %s', (name, text, wanted) => {
  const { kind, subject } = installed({ name, root: '/' });
  expect(kind.read({ status: 0, stdout: Buffer.from(`=\n${text}\n`), stderr: empty }, [subject])).toEqual([wanted]);
});

describe('what dnf would do', () => {
  test('its table', () => {
    expect(readTransaction(table, '')).toMatchObject({
      installs: ['bar-1.0-1.noarch', 'a-very-long-name-of-a-package-that-has-a-line-of-its-own-1:2.0-1.el9.x86_64'],
      replaces: ['foo-2.0-1.noarch'],
      removes: ['old-1.0-1.noarch'],
      problem: undefined,
    });
  });

  test.each([
    ['No match for argument: nonesuch\n', 'Error: Unable to find a match: nonesuch\n', { unknown: ['nonesuch'] }],
    [
      '',
      "Module or Group 'nogrp' is not available.\nError: Nothing to do.\n",
      { unknown: ['nogrp'], problem: undefined },
    ],
    ['', 'Error: \n Problem: conflicting requests\n(try to add x)\n', { problem: ' Problem: conflicting requests' }],
    ['', 'Could not open: /srv/none.rpm\n', { unread: ['/srv/none.rpm'] }],
  ])('%j %j', (stdout, stderr, wanted) => {
    expect(readTransaction(stdout, stderr)).toMatchObject(wanted);
  });
});

test('what came and went', () => {
  expect(changesSince('a-1\nb-1\n=\nb-1\nc-1\n')).toEqual(['Installed: c-1', 'Removed: a-1']);
});

const there = { isThere: true, isOlder: false };
const gone = { isThere: false, isOlder: false };
const nothing: Transaction = { installs: [], removes: [], replaces: [], unknown: [], unread: [], problem: undefined };

/** Runs in check mode; the first question is what rpm knows, the others what dnf would do. */
function run(given: Record<string, unknown>, known: readonly unknown[], ...plans: readonly Partial<Transaction>[]) {
  const said: string[] = [];
  const conversation = dnf.run(withDefaults(dnf, given), target);
  const answers: unknown[][] = [
    ...(known.length > 0 ? [[...known]] : []),
    ...plans.map((plan) => [{ ...nothing, ...plan }]),
  ];
  const answer = (step: Step): unknown => {
    if (step.kind === 'change') said.push(step.change.run.toString());
    return step.kind === 'ask' ? answers.shift() : undefined;
  };
  let next = conversation.next();
  while (!next.done) next = conversation.next(answer(next.value));
  return { result: next.value, said };
}

describe('dnf', () => {
  test.each([
    ['there', { name: ['foo'] }, [there], [], undefined],
    ['an older version', { name: ['foo-1.0'] }, [{ isThere: false, isOlder: true }], [], undefined],
    ['gone already', { name: ['foo'], state: 'absent' }, [gone], [], undefined],
    ['missing', { name: ['foo', 'bar'] }, [there, gone], [{ installs: ['bar-1-1.x'] }], '-y install bar'],
    [
      'a downgrade',
      { name: ['foo-1.0'], allow_downgrade: true },
      [{ isThere: false, isOlder: true }],
      [{ replaces: ['x'] }],
      '-y install foo-1.0',
    ],
    ['the latest', { name: ['foo'], state: 'latest' }, [there], [{ replaces: ['foo-2-1.x'] }], '-y upgrade foo'],
    ['all', { name: ['*'], state: 'latest' }, [], [{ replaces: ['foo-2-1.x'] }], '-y upgrade '],
    ['the latest already', { name: ['foo'], state: 'latest' }, [there], [{}], undefined],
    ['to be removed', { name: ['foo'], state: 'absent' }, [there], [{ removes: ['foo-2-1.x'] }], '-y remove foo'],
    ['no longer needed', { autoremove: true }, [], [{ removes: ['foo-2-1.x'] }], '-y autoremove '],
  ])('%s', (_case, given, known, plans, command) => {
    const { result, said } = run(given, known, ...plans);
    expect(result).toMatchObject({ changed: command !== undefined, rc: 0 });
    expect(said.join('')).toContain(command ?? '');
    expect(said).toHaveLength(command === undefined ? 0 : 1);
  });

  test('options are words of their own', () => {
    const given = {
      name: ['foo'],
      disablerepo: ['*'],
      enablerepo: ['a b'],
      nobest: true,
      security: true,
      conf_file: '/c',
    };
    const { said } = run(given, [gone], { installs: ['x'] });
    expect(said[0]).toContain("'--disablerepo=*' '--enablerepo=a b' --config=/c --setopt=best=False --security");
  });

  test.each([
    [{ unknown: ['foo'] }, 'Failed to install some of the specified packages'],
    [{ problem: ' Problem: x' }, 'Depsolve Error occurred: \n Problem: x'],
    [{ problem: 'There are no enabled repositories in "/etc"' }, 'Failed to install some'],
    [{ unread: ['/x.rpm'] }, 'Could not open: /x.rpm'],
  ])('%j is a failure', (plan, message) => {
    expect(failureOf(() => run({ name: ['foo'] }, [gone], plan)).message).toContain(message);
  });
});
