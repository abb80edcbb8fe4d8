import { expect, test } from 'vitest';
import { compareSteps, showDifferences } from './compare.js';
import { comparableResult } from './comparable.js';
import { readCases } from './case.js';
import { readChosen, withoutChosen } from './differences.js';
import { changesOf, readState } from './state.js';

const step = (task: string, result: Parameters<typeof comparableResult>[0]) => ({ task, result });

test('what differs is told with its place, once for all runs of a task', () => {
  const theirs = ['a | check', 'a'].map((task) => step(task, { results: [{ mode: '0644' }, { mode: '0600' }] }));
  const ours = ['a | check', 'a'].map((task) => step(task, { results: [{ mode: '0640' }, { mode: '0600' }] }));
  const differences = compareSteps(theirs, ours);
  expect(differences.map(({ path }) => path)).toEqual(['results.0.mode', 'results.0.mode']);
  expect(showDifferences(differences)).toEqual([
    'a: results.*.mode (check, run)\n    ansible:   "0644"\n    provision: "0640"',
  ]);
});

test('the state of the machine and missing tasks are compared', () => {
  const [first, second] = [step('a', {}), { ...step('a', {}), state: ['+ x'] }];
  expect(compareSteps([first], [second])[0]).toMatchObject({ path: 'state', ansible: [], provision: ['+ x'] });
  expect(compareSteps([first], [])[0]).toMatchObject({ path: 'task', ansible: 'a', provision: undefined });
});

test('a chosen difference is left out, and one that covers nothing is told', () => {
  const differences = compareSteps([step('a | again', { msg: 'x' })], [step('a | again', { msg: 'y' })]);
  const chosen = [
    { task: 'a', path: 'm*', reason: 'r' },
    { task: 'a|b', path: 'ms', reason: 'r' },
  ];
  expect(withoutChosen(differences, chosen)).toEqual({ left: [], idle: [chosen[1]] });
});

test('what is new in each run is taken out of results', () => {
  const surroundings = { address: '10.0.0.1', directory: '/x/y', web: undefined };
  const result = {
    invocation: {},
    failed: false,
    _ansible_no_log: false,
    src: '/x/y/files/a',
    backup_file: '/srv/f.12.2026-01-02@03:04:05~',
    stat: { mtime: 1.7e9, atime: 1e9, inode: 3 },
  };
  expect(comparableResult(result, surroundings)).toEqual({
    src: '<playbook>/files/a',
    backup_file: '/srv/f.<backup>~',
    stat: { mtime: '<recent>', atime: 1e9, inode: '<number>' },
  });
});

test('states are read as lists of files, and compared by what went and came', () => {
  const before = readState('file -rw-r--r-- root root 1 1900000000 /a\r\n');
  const after = readState('file -rw-r--r-- root root 1 981173106 /a\nfile drwxr-xr-x root root 2 1900000000 /d\n');
  expect(changesOf(before, after)).toEqual([
    '- file /a -rw-r--r-- root root links=1',
    '+ file /a -rw-r--r-- root root links=1 modified=981173106',
    '+ file /d drwxr-xr-x root root',
  ]);
});

test('every chosen difference has a place and a reason', () => {
  for (const name of ['all', ...readCases().map((one) => one.name)])
    for (const choice of readChosen(name))
      expect(Object.keys(choice)).toEqual(expect.arrayContaining(['task', 'path', 'reason']));
});
