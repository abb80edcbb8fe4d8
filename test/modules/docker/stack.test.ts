import { describe, expect, test } from 'vitest';
import { specDifference } from '../../../src/modules/docker/stack.js';
import { dockerStack } from '../../../src/modules/docker_stack.js';
import { dockerStackTaskInfo } from '../../../src/modules/docker_stack_task_info.js';
import { failureOf } from '../failure.js';
import { talk, type Answering } from '../talk.js';
import { target, withDefaults } from '../target.js';

const web = '{"Name":"t_web","Labels":{"a":"1"}}\n';

function stack(given: object, answering: Answering) {
  return talk(dockerStack.run(withDefaults(dockerStack, { name: 't', ...given }), target), answering);
}

describe('stacks', () => {
  test('what differs of a service', () => {
    expect(specDifference({}, { a: { b: 1 } })).toEqual({ $replace: { a: { b: 1 } } });
    expect(specDifference({ a: { b: 1, c: 2 }, d: [1] }, { a: { b: 3 }, d: [1] })).toEqual({
      a: { b: 3, $delete: ['c'] },
    });
    expect(specDifference({ a: { b: [1] } }, { a: { b: [1] } })).toBeUndefined();
  });

  test('deployed again', () => {
    const given = { compose: ['/srv/a b.yml', new Map([['services', new Map()]])], prune: true, api_version: '1.41' };
    const { result, said } = stack(given, { prints: { 'service ls': web } });
    expect(result).toMatchObject({ changed: false, rc: 0 });
    expect(said).toEqual([
      "deploy stack t: DOCKER_API_VERSION=1.41 docker --host unix:///var/run/docker.sock stack deploy --prune --compose-file '/srv/a b.yml' --compose-file <15 bytes> t",
    ]);
  });

  test.each([
    ['nothing to deploy', {}, 'compose parameter must be a list containing at least one element'],
    ['what is no file', { compose: [[1]] }, "compose element '[1]' must be a string or a dictionary"],
  ])('%s', (_case, given, msg) => {
    expect(failureOf(() => stack(given, {})).message).toBe(msg);
  });

  test('removed, again and again', () => {
    expect(stack({ state: 'absent' }, { prints: { 'service ls': '' } }).result).toEqual({ changed: false });
    const gone = { 'remove stack t': { stderr: Buffer.from('Nothing found in stack: t\n') } };
    const removed = stack(
      { state: 'absent', absent_retries: 2, cli_context: 'far' },
      { prints: { 'service ls': web }, outcomes: gone },
    );
    expect(removed.result).toMatchObject({ changed: true, msg: '' });
    expect(removed.said).toEqual(['remove stack t:  docker --context far stack rm t']);
    const left = () => stack({ state: 'absent', absent_retries: 2 }, { prints: { 'service ls': web } });
    expect(failureOf(left).message).toBe("'docker stack down' command failed");
  });

  test('nothing in check mode', () => {
    const { result } = stack({ compose: ['/a.yml'] }, { prints: { 'service ls': web }, check: true });
    expect(result).toMatchObject({ skipped: true });
  });

  test('its tasks', () => {
    const run = (prints: Answering['prints']) =>
      talk(
        dockerStackTaskInfo.run(withDefaults(dockerStackTaskInfo, { name: 't' }), target),
        prints === undefined ? {} : { prints },
      ).result;
    expect(run({ 'stack ps t': '{"ID":"1","Error":""}\n' })).toMatchObject({
      results: [{ ID: '1', Error: '' }],
      stdout: '{"ID": "1", "Error": ""}',
    });
    const nothing = { status: 1, stderr: Buffer.from('nothing found in stack: t\n') };
    expect(failureOf(() => run({ 'stack ps t': nothing })).message).toBe('nothing found in stack: t');
    expect(failureOf(() => run({ 'stack ps t': { status: 127 } })).message).toContain('no docker client');
  });
});
