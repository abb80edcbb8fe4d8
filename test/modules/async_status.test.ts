import { expect, test } from 'vitest';
import { TaskFailure } from '../../src/module-kit/failure.js';
import { asyncStatus } from '../../src/modules/async_status.js';
import { jobResult } from '../../src/modules/command/job.js';
import type { JobFiles } from '../../src/questions/job.js';
import { controllerWith } from './controller.js';
import { talk } from './talk.js';

const subject = { directory: '/root/.ansible_async', id: 'j1.2' };
const runs: JobFiles = {
  about: Buffer.from(JSON.stringify({ finished: false, job: { cmd: ['x'], strip_empty_ends: true } })),
  status: undefined,
  begin: 0,
  end: 0,
  hasTimedOut: false,
  stdout: Buffer.from('out\n'),
  stderr: Buffer.alloc(0),
};
const about = (value: unknown): JobFiles => ({ ...runs, about: Buffer.from(JSON.stringify(value)) });

test.each<[string, JobFiles, Record<string, unknown>]>([
  ['runs', runs, { finished: false, changed: false, stdout: '' }],
  [
    'ended well',
    { ...runs, status: 0, end: 1500 },
    { finished: true, rc: 0, cmd: ['x'], stdout: 'out', delta: '0:00:01.500000' },
  ],
  ['ended badly', { ...runs, status: 3 }, { finished: true, rc: 3, failed: true, msg: 'non-zero return code' }],
  [
    'had no time left',
    { ...runs, status: 143, hasTimedOut: true },
    { finished: true, failed: true, msg: 'Timeout exceeded' },
  ],
  ['was a module', about({ finished: true, changed: true, dest: '/a' }), { finished: true, changed: true, dest: '/a' }],
  ['is described by something else', { ...runs, about: Buffer.from('junk') }, { failed: true, finished: true }],
])('a job that %s', (_name, files, expected) => {
  const keys = { ansible_job_id: 'j1.2', results_file: '/root/.ansible_async/j1.2', started: true };
  expect(jobResult(files, subject)).toMatchObject({ ...keys, ...expected });
});

test('a program that is not there fails with the keys of its job', () => {
  const files = { ...runs, status: 127, stdout: Buffer.alloc(0), stderr: Buffer.from('sh: 1: exec: x: not found\n') };
  expect(() => jobResult(files, subject)).toThrow(TaskFailure);
});

const key = 'job {"directory":"/root/.ansible_async","id":"j1.2"}';

test('a job is looked up in the home of the user, or where ansible_async_dir says', () => {
  const { result } = talk(asyncStatus.run({ jid: 'j1.2', mode: 'status' }, controllerWith()), {
    answers: { [key]: runs },
  });
  expect(result.result).toMatchObject({ finished: false, ansible_job_id: 'j1.2' });
});

test('cleaning up removes the file and the folder', () => {
  const talked = talk(asyncStatus.run({ jid: 'j1.2', mode: 'cleanup' }, controllerWith()), {
    answers: { [key]: runs },
  });
  expect(talked.said).toEqual(['remove job: rm -rf -- /root/.ansible_async/j1.2 /root/.ansible_async/.j1.2']);
  expect(talked.result.result).toMatchObject({ erased: '/root/.ansible_async/j1.2', finished: false });
});

test('a job that nobody knows is a failure', () => {
  const run = (): unknown =>
    talk(asyncStatus.run({ jid: 'j1.2', mode: 'status' }, controllerWith()), { answers: { [key]: undefined } });
  expect(run).toThrow('could not find job');
});
