import { expect, test } from 'vitest';
import { ProvisionError, type ErrorCode } from '../../src/base/errors.js';
import {
  failedOutcome,
  failureNote,
  finishedOutcome,
  skippedOutcome,
  statusOf,
  withResult,
} from '../../src/engine/outcome.js';
import { TaskFailure } from '../../src/module-kit/failure.js';

const nothing = { changes: [], diffs: [] };
const made = { changes: [{ what: 'mode' }], diffs: [] };

test('a module that made changes has changed, unless it says otherwise', () => {
  expect(statusOf(finishedOutcome({}, nothing, []))).toBe('ok');
  expect(statusOf(finishedOutcome({}, made, []))).toBe('changed');
  expect(statusOf(finishedOutcome({ changed: false }, made, []))).toBe('ok');
  expect(statusOf(finishedOutcome({ failed: true }, made, []))).toBe('failed');
});

test('a failure of a module keeps its result and counts as no change', () => {
  const outcome = failedOutcome(new TaskFailure('no space', { rc: 1 }), made, { at: undefined, by: 'module' });
  expect(statusOf(outcome)).toBe('failed');
  expect(Object.fromEntries(outcome.result)).toMatchObject({ changed: false, rc: 1, failed: true, msg: 'no space' });
  expect(outcome.result.get('exception')).toBe('(traceback unavailable)');
});

test.each<[ErrorCode, string]>([
  ['E0601', 'unreachable'],
  ['E0602', 'unreachable'],
  ['E0606', 'unreachable'],
  ['E0605', 'failed'],
  ['E0608', 'failed'],
  ['E0301', 'failed'],
])('%s makes a host %s', (code, status) => {
  expect(statusOf(failedOutcome(new ProvisionError(code, 'x'), nothing, undefined))).toBe(status);
});

test("Ansible's further words about an error are the result's details", () => {
  const error = new ProvisionError('E0502', 'mode must be octal', { details: 'bad mode: x' });
  expect(failedOutcome(error, nothing, undefined).result.get('details')).toBe('bad mode: x');
  expect(failedOutcome(new ProvisionError('E0502', 'x'), nothing, undefined).result.has('details')).toBe(false);
});

test('an error that is no failure of the task is thrown on', () => {
  expect(() => failedOutcome(new TypeError('bug'), nothing, undefined)).toThrow(TypeError);
});

test('content that cannot be evaluated says what was being done', () => {
  const error = new ProvisionError('E0301', "'x' is undefined", {
    steps: [{ message: 'Error while resolving value' }],
  });
  const outcome = failedOutcome(error, nothing, { at: undefined });
  expect(outcome.result.get('msg')).toBe("Task failed: Error while resolving value: 'x' is undefined");
  expect(outcome.error?.message).toBe("'x' is undefined");
});

test('a skipped task tells its condition', () => {
  const outcome = skippedOutcome('Conditional result was False', 'x == 1');
  expect(statusOf(outcome)).toBe('skipped');
  expect(outcome.result.get('false_condition')).toBe('x == 1');
  expect(statusOf(withResult(outcome, { skipped: false, changed: true }))).toBe('changed');
});

test('a failure that says how far the task came is not told that twice', () => {
  const failing = { at: undefined, by: 'action' } as const;
  expect(failureNote('no such user', failing).steps?.map(({ message }) => message)).toEqual([
    'Task failed',
    'Action failed',
  ]);
  expect(failureNote('Task failed: aborted', failing)).toMatchObject({
    message: 'aborted',
    steps: [{ message: 'Task failed' }],
  });
});
