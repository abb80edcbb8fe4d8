import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import type { Conversation, Step } from '../../../src/module-kit/index.js';
import { containerOf, currentContainerFacts } from '../../../src/modules/current_container_facts.js';
import { readFrames } from '../../../src/modules/docker/exec-output.js';
import { swarmDifferences, swarmSpec, swarmSpecArguments } from '../../../src/modules/docker/swarm-spec.js';
import { dockerConfig } from '../../../src/modules/docker_config.js';
import { dockerContainerExec } from '../../../src/modules/docker_container_exec.js';
import { dockerHostInfo } from '../../../src/modules/docker_host_info.js';
import { dockerNode } from '../../../src/modules/docker_node.js';
import { dockerNodeInfo } from '../../../src/modules/docker_node_info.js';
import { dockerSecret } from '../../../src/modules/docker_secret.js';
import { dockerSwarm } from '../../../src/modules/docker_swarm.js';
import { dockerSwarmInfo } from '../../../src/modules/docker_swarm_info.js';
import { dockerSwarmServiceInfo } from '../../../src/modules/docker_swarm_service_info.js';
import { failureOf } from '../failure.js';
import { talk } from '../talk.js';
import { target, withDefaults } from '../target.js';

const manager = { Swarm: { LocalNodeState: 'active', ControlAvailable: true, NodeID: 'n1' } };
const alone = { Swarm: { LocalNodeState: 'inactive', ControlAvailable: false } };

/** Holds a conversation with an engine that answers by `METHOD path`; what it was asked to change is kept. */
function withEngine<Result>(
  conversation: Conversation<Result>,
  answers: Readonly<Record<string, unknown>>,
  check = false,
) {
  const changes: { call: string; body: unknown }[] = [];
  const other = (step: Step): unknown => {
    if (step.kind !== 'exchange') throw new Error(`unexpected ${step.kind}`);
    const { request, change } = step.exchange;
    const call = `${request.method} ${request.path}`;
    const body: unknown = request.body === undefined ? undefined : JSON.parse(String(request.body));
    if (change) changes.push({ call, body });
    if (change && check) return undefined;
    const answer = answers[call];
    if (Buffer.isBuffer(answer)) return { status: 200, headers: {}, body: answer };
    if (answer === undefined) return { status: change ? 200 : 404, headers: {}, body: Buffer.from('{}') };
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
  };
  return { ...talk(conversation, { other }), changes };
}

describe('programs in containers', () => {
  const frame = (output: number, text: string): Buffer =>
    Buffer.concat([Buffer.from([output, 0, 0, 0, 0, 0, 0, text.length]), Buffer.from(text)]);

  test('both outputs come in one stream', () => {
    const { stdout, stderr } = readFrames(Buffer.concat([frame(1, 'a'), frame(2, 'problem'), frame(1, 'b\n')]), false);
    expect([stdout.toString(), stderr.toString()]).toEqual(['ab\n', 'problem']);
    expect(readFrames(Buffer.from('plain'), true).stdout.toString()).toBe('plain');
  });

  test('a program that fails', () => {
    const args = withDefaults(dockerContainerExec, {
      container: 'c 1',
      command: "sh -c 'exit 3'",
      env: new Map([['A', 'b c']]),
    });
    const { result, changes } = withEngine(dockerContainerExec.run(args, target), {
      'POST /containers/c%201/exec': { Id: 'e1' },
      'POST /exec/e1/start': frame(2, 'oh\n'),
      'GET /exec/e1/json': { ExitCode: 3 },
    });
    expect(result).toMatchObject({ changed: true, failed: true, rc: 3, stdout: '', stderr: 'oh' });
    expect(changes[0]?.body).toMatchObject({ Cmd: ['sh', '-c', 'exit 3'], Env: ['A=b c'], Tty: false });
  });

  test('variables and input are on no command line', () => {
    const given = { container: 'c', argv: ['cat'], stdin: 'the input', env: new Map([['TOKEN', 'abc']]) };
    const { changes } = talk(dockerContainerExec.run(withDefaults(dockerContainerExec, given), target));
    const script = changes[0]?.run.toString() ?? '';
    expect(script.split('\n').at(-1)).toBe(
      "printf %s 'the input\n' | docker --host unix:///var/run/docker.sock   exec --interactive --env TOKEN -- c cat )"
        .split('\n')
        .at(-1),
    );
    expect(script).toContain("export 'TOKEN=abc'".replaceAll("'", ''));
  });

  test('a variable that is no text', () => {
    const args = withDefaults(dockerContainerExec, { container: 'c', command: 'env', env: new Map([['A', true]]) });
    expect(failureOf(() => withEngine(dockerContainerExec.run(args, target), {})).message).toContain('Key: A');
  });
});

describe('secrets', () => {
  const digest = (text: string): string => createHash('sha224').update(text).digest('hex');
  const there = (name: string, text: string, labels = {}) => ({
    ID: `id-${name}`,
    Spec: { Name: name, Labels: { ansible_key: digest(text), ...labels } },
  });
  const list = (name: string): string => `GET /secrets?filters=${encodeURIComponent(JSON.stringify({ name: [name] }))}`;
  const run = (given: object, present: readonly object[]) =>
    withEngine(dockerSecret.run(withDefaults(dockerSecret, { name: 's', ...given }), target), {
      'GET /info': manager,
      [list('s')]: present,
      'POST /secrets/create': { ID: 'new' },
    });

  test.each([
    ['missing', { data: 'x' }, [], ['POST /secrets/create'], 'new'],
    ['right', { data: 'eA==', data_is_b64: true }, [there('s', 'x')], [], 'id-s'],
    ['another content', { data: 'y' }, [there('s', 'x')], ['DELETE /secrets/id-s', 'POST /secrets/create'], 'new'],
    [
      'a label missing',
      { data: 'x', labels: new Map([['a', 'b']]) },
      [there('s', 'x')],
      ['DELETE /secrets/id-s', 'POST /secrets/create'],
      'new',
    ],
    ['one of a longer name', { data: 'x' }, [there('s2', 'x')], ['POST /secrets/create'], 'new'],
    ['forced', { data: 'x', force: true }, [there('s', 'x')], ['DELETE /secrets/id-s', 'POST /secrets/create'], 'new'],
    ['not wanted', { state: 'absent' }, [there('s', 'x')], ['DELETE /secrets/id-s'], ''],
  ] as const)('%s', (_case, given, present, calls, id) => {
    const { result, changes } = run(given, present);
    expect(changes.map(({ call }) => call)).toEqual(calls);
    expect(result['secret_id']).toBe(id);
  });

  test('versions: the oldest goes', () => {
    const versions = ['1', '2'].map((number) => there(`s_v${number}`, 'x', { ansible_version: number }));
    const { result, changes } = run({ data: 'y', rolling_versions: true, versions_to_keep: 2 }, versions);
    expect(changes.map(({ call }) => call)).toEqual(['POST /secrets/create', 'DELETE /secrets/id-s_v1']);
    expect(result['secret_name']).toBe('s_v3');
  });

  test('an engine that manages no swarm', () => {
    const args = withDefaults(dockerSecret, { name: 's', data: 'x' });
    expect(failureOf(() => withEngine(dockerSecret.run(args, target), { 'GET /info': alone })).message).toBe(
      'Error accessing secret s: this node is not a swarm manager',
    );
  });

  test('a configuration that is filled in', () => {
    const args = withDefaults(dockerConfig, { name: 's', data: 'x', template_driver: 'golang' });
    const { changes } = withEngine(dockerConfig.run(args, target), {
      'GET /info': manager,
      [list('s').replace('secrets', 'configs')]: [],
    });
    expect(changes[0]?.body).toMatchObject({ Name: 's', Data: 'eA==', Templating: { Name: 'golang' } });
  });
});

describe('the swarm', () => {
  const spec = withDefaults({ args: swarmSpecArguments }, { election_tick: 3, labels: new Map([['a', 1]]) });

  test('what is set is compared, the rest is kept', () => {
    const now = { Name: 'default', Labels: { a: '1' }, Raft: { ElectionTick: 10, HeartbeatTick: 1 } };
    expect(swarmDifferences(spec, now)).toEqual({ election_tick: [10, 3] });
    expect(swarmSpec(spec, now)).toEqual({ ...now, Raft: { ElectionTick: 3, HeartbeatTick: 1 } });
  });

  const run = (given: Readonly<Record<string, unknown>>, answers: Readonly<Record<string, unknown>>, check = false) =>
    withEngine(dockerSwarm.run(withDefaults(dockerSwarm, given), { ...target, diff: true }), answers, check);

  test('made, and in check mode only meant', () => {
    const answers = { 'GET /info': alone, 'GET /swarm': { ID: 's1', JoinTokens: { Worker: 'w' } } };
    const made = run({ advertise_addr: '10.0.0.1' }, answers);
    expect(made.changes.map(({ call }) => call)).toEqual(['POST /swarm/init']);
    expect(made.result).toMatchObject({
      actions: ['New Swarm cluster created: s1'],
      swarm_facts: { JoinTokens: { Worker: 'w' }, UnlockKey: null },
      diff: { before: { state: 'absent' }, after: { state: 'present' } },
    });
    expect(run({}, answers, true).result['actions']).toEqual(['New Swarm cluster created: None']);
  });

  test.each([
    ['there', {}, manager, [], 'No modification'],
    [
      'a token to change',
      { rotate_worker_token: true },
      manager,
      ['POST /swarm/update?version=7&rotateWorkerToken=true&rotateManagerToken=false'],
      'Swarm cluster updated',
    ],
    [
      'left',
      { state: 'absent', force: true },
      manager,
      ['POST /swarm/leave?force=true'],
      'Node has left the swarm cluster',
    ],
    ['not in one', { state: 'absent' }, alone, [], 'This node is not part of a swarm.'],
    [
      'joined',
      { state: 'join', remote_addrs: ['m:2377'], join_token: 't' },
      alone,
      ['POST /swarm/join'],
      'New node is added to swarm cluster',
    ],
    [
      'joined already',
      { state: 'join', remote_addrs: ['m:2377'], join_token: 't' },
      manager,
      [],
      'This node is already part of a swarm.',
    ],
  ] as const)('%s', (_case, given, info, calls, action) => {
    const { result, changes } = run(given, { 'GET /info': info, 'GET /swarm': { Version: { Index: 7 }, Spec: {} } });
    expect(changes.map(({ call }) => call)).toEqual(calls);
    expect(result['actions']).toEqual([action]);
  });

  test('a node: labels are merged, replaced and removed', () => {
    const node = {
      ID: 'n1',
      Version: { Index: 4 },
      Spec: { Role: 'worker', Availability: 'active', Labels: { a: '1', b: '2' } },
    };
    const answers = { 'GET /info': manager, 'GET /nodes/w': node };
    const labels = (given: object): unknown => {
      const args = withDefaults(dockerNode, { hostname: 'w', ...given });
      const [change] = withEngine(dockerNode.run(args, target), answers).changes;
      return (change?.body as { Labels?: unknown } | undefined)?.Labels;
    };
    expect(labels({ labels: new Map([['a', '1']]) })).toBeUndefined();
    expect(labels({ labels: new Map([['c', 3]]), labels_to_remove: ['b'] })).toEqual({ a: '1', c: '3' });
    expect(labels({ labels_state: 'replace' })).toEqual({});
  });

  test('what is told', () => {
    const node = {
      ID: 'n1',
      Description: { Hostname: 'h', Engine: { EngineVersion: '1' } },
      Status: { State: 'ready' },
      Spec: { Availability: 'active' },
      ManagerStatus: { Leader: true },
    };
    const answers = { 'GET /info': manager, 'GET /swarm': { ID: 's' }, 'GET /nodes': [node], 'GET /nodes/n1': node };
    const told = withEngine(dockerSwarmInfo.run(withDefaults(dockerSwarmInfo, { nodes: true }), target), answers);
    expect(told.result['nodes']).toEqual([
      { ID: 'n1', Hostname: 'h', Status: 'ready', Availability: 'active', ManagerStatus: 'Leader', EngineVersion: '1' },
    ]);
    const self = withEngine(dockerNodeInfo.run(withDefaults(dockerNodeInfo, { self: true }), target), answers);
    expect(self.result['nodes']).toEqual([node]);
    const service = dockerSwarmServiceInfo.run(withDefaults(dockerSwarmServiceInfo, { name: 'x' }), target);
    expect(withEngine(service, answers).result).toEqual({ exists: false, service: null });
  });
});

test('an engine tells of itself, and what it has', () => {
  const args = withDefaults(dockerHostInfo, { images: true, volumes: true });
  const { result } = withEngine(dockerHostInfo.run(args, target), {
    'GET /info': { Name: 'h' },
    'GET /images/json': [{ Id: 'i', RepoTags: ['a:1'], Created: 1, Size: 2, Labels: null }],
    'GET /volumes': { Volumes: null },
  });
  expect(result).toEqual({
    can_talk_to_docker: true,
    host_info: { Name: 'h' },
    images: [{ Id: 'i', RepoTags: ['a:1'], Created: 1, Size: 2 }],
    volumes: [],
  });
});

test.each([
  ['0::/docker/abc', '', ['docker', 'abc']],
  [
    '0::/',
    `1 2 8:1 /var/lib/docker/containers/${'a'.repeat(64)}/hostname /etc/hostname rw`,
    ['docker', 'a'.repeat(64)],
  ],
  ['0::/user.slice', '', ['', '']],
])('the container is told by %s', (group, mount, wanted) => {
  expect(containerOf([group, mount])).toEqual(wanted);
});

test('a machine that is no container', () => {
  const { result } = talk(currentContainerFacts.run(withDefaults(currentContainerFacts, {}), target), {
    prints: { '/proc/self/cgroup': '0::/init.scope\n\n' },
  });
  expect(result['ansible_facts']).toMatchObject({ ansible_module_running_in_container: false });
});
