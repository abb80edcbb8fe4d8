import { expect, test } from 'vitest';
import { job, jobFolder } from '../../src/questions/job.js';

const subject = { directory: '/home/a/.ansible_async', id: 'j1.2' };

function answer(stdout: string): unknown {
  const { kind } = job(subject);
  return kind.read({ status: 0, stdout: Buffer.from(stdout), stderr: Buffer.alloc(0) }, [subject])[0];
}

test('a job is read byte for byte, whatever its output looks like', () => {
  const parts = ['{}', '3\n', '10.5\n', '12.%N\n', undefined, 'n\n4\n', ''];
  const said = parts.map((part) => (part === undefined ? 'n\n' : `${part.length}\n${part}`)).join('');
  expect(answer(`y\n${said}`)).toEqual({
    about: Buffer.from('{}'),
    status: 3,
    begin: 10_500,
    end: 12_000,
    hasTimedOut: false,
    stdout: Buffer.from('n\n4\n'),
    stderr: Buffer.alloc(0),
  });
});

test('a job that runs has no status, and one that nobody knows is no job', () => {
  expect(answer('y\n2\n{}n\nn\nn\nn\nn\nn\n')).toMatchObject({ status: undefined, stdout: Buffer.alloc(0) });
  expect(answer('n\n')).toBeUndefined();
});

test('the answer is asked for anew each time', () => {
  expect(job(subject).kind.isVolatile).toBe(true);
  expect(jobFolder(subject)).toBe('/home/a/.ansible_async/.j1.2');
});
