import { expect, test } from 'vitest';
import { ProvisionError } from '../../../src/base/errors.js';
import { downloadBytes } from '../../../src/modules/http/download.js';
import { TaskFailure } from '../../../src/module-kit/index.js';
import { talk } from '../talk.js';

const url = 'http://localhost/a.tgz';
const download = (answer: () => unknown) => (): Buffer =>
  talk(downloadBytes(url, true), {
    other: () => answer(),
  }).result;

test('a download gives the bytes', () => {
  const answer = { status: 200, reason: 'OK', headers: {}, body: Buffer.from('abc') };
  expect(download(() => answer)().toString()).toBe('abc');
});

test('what is not there fails the task', () => {
  const answer = { status: 404, reason: 'Not Found', headers: {}, body: Buffer.alloc(0) };
  expect(download(() => answer)).toThrow(new TaskFailure(`Failure downloading ${url}, HTTP Error 404: Not Found`));
});

test('a server that is not reached is a failure of the task, not of the host', () => {
  const refused = (): never => {
    throw new ProvisionError('E0601', 'cannot reach localhost:80');
  };
  expect(download(refused)).toThrow(TaskFailure);
});
