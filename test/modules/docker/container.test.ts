import { describe, expect, test } from 'vitest';
import { dockerContainer } from '../../../src/modules/docker_container.js';
import { parseArguments } from '../../../src/module-kit/parse-arguments.js';
import type { Step } from '../../../src/module-kit/index.js';
import type { HttpRequest, HttpResponse } from '../../../src/transport/http.js';
import { fromJson } from '../../../src/values/json.js';
import type { Dict } from '../../../src/values/value.js';
import { talk } from '../talk.js';

const target = { host: 'h', user: 'root', uid: 0, home: '/root', tools: new Set<string>(), diff: false };
const image = { Id: 'sha256:new', RepoTags: ['prom/prometheus:v3'] };

/** A container as the engine describes it, running what `wanted` below asks for. */
const running = {
  Id: 'c1',
  Image: 'sha256:new',
  State: { Running: true },
  Config: {
    Image: 'prom/prometheus:v3',
    ExposedPorts: { '9090/tcp': {} },
    Cmd: ['--x'],
    Env: ['PATH=/bin', 'A=1'],
    Labels: { own: 'image', a: 'b' },
    User: '10901:10901',
    StopTimeout: 300,
  },
  HostConfig: {
    Binds: ['/etc/observer:/etc/observer:ro', '/data:/data'],
    PortBindings: { '9090/tcp': [{ HostIp: '10.0.0.1', HostPort: '9090' }] },
    NetworkMode: 'observer',
    RestartPolicy: { Name: 'unless-stopped', MaximumRetryCount: 0 },
    ReadonlyRootfs: true,
    CapDrop: ['ALL'],
    Memory: 536870912,
    Tmpfs: { '/tmp': 'rw,size=64m' },
    LogConfig: { Type: 'json-file', Config: { 'max-size': '50m' } },
  },
  NetworkSettings: { Networks: { observer: {} } },
};

const wanted = {
  name: 'prometheus01',
  image: 'prom/prometheus:v3',
  command: ['--x'],
  env: { A: '1' },
  labels: { a: 'b' },
  user: '10901:10901',
  stop_timeout: 300,
  volumes: ['/etc/observer:/etc/observer:ro', '/data:/data:rw'],
  published_ports: ['10.0.0.1:9090:9090'],
  network_mode: 'observer',
  restart_policy: 'unless-stopped',
  read_only: true,
  cap_drop: ['all'],
  memory: '512M',
  tmpfs: ['/tmp:rw,size=64m'],
  log_driver: 'json-file',
  log_options: { 'max-size': '50m' },
};

interface World {
  readonly container?: unknown;
  readonly image?: unknown;
  readonly check?: boolean;
}

/** Runs the module against an engine that knows these, and tells what was asked to change. */
function run(
  args: Record<string, unknown>,
  world: World,
): { did: string[]; bodies: Record<string, unknown>; result: unknown } {
  const did: string[] = [];
  const bodies: Record<string, unknown> = {};
  const { args: parsed } = parseArguments(dockerContainer, fromJson({ ...wanted, ...args }) as Dict, {
    home: '/root',
    user: 'root',
  });
  const other = (step: Step): HttpResponse | undefined => {
    if (step.kind !== 'exchange') throw new Error(`unexpected ${step.kind}`);
    const { change, request } = step.exchange;
    if (change) {
      did.push(change.what);
      bodies[change.what] = request.body === undefined ? undefined : (JSON.parse(String(request.body)) as unknown);
      if (world.check) return undefined;
    }
    return answer(request, world);
  };
  return {
    did,
    bodies,
    result: talk(dockerContainer.run(parsed, target), { other, check: world.check ?? false }).result,
  };
}

function answer({ method, path }: HttpRequest, world: World): HttpResponse {
  const reply = (status: number, data: unknown): HttpResponse => ({
    status,
    reason: '',
    headers: {},
    body: Buffer.from(JSON.stringify(data)),
  });
  if (path.startsWith('/containers/create')) return reply(201, { Id: 'c2' });
  if (path.startsWith('/containers/c2/json')) return reply(200, { ...running, Id: 'c2', State: { Running: false } });
  if (path.endsWith('/json') && path.startsWith('/containers/'))
    return world.container ? reply(200, world.container) : reply(404, { message: 'no such container' });
  if (path.startsWith('/images/') && path.endsWith('/json'))
    return world.image ? reply(200, world.image) : reply(404, {});
  if (path.startsWith('/images/create')) return reply(200, { error: 'manifest unknown' });
  if (path.includes('/wait')) return reply(200, { StatusCode: 2 });
  if (path.includes('/logs'))
    return {
      status: 200,
      reason: '',
      headers: {},
      body: Buffer.from('\u0002\u0000\u0000\u0000\u0000\u0000\u0000\u0005oops\n'),
    };
  return reply(method === 'GET' ? 404 : 204, {});
}

describe('docker_container', () => {
  test('leaves a container alone that is as wanted, whatever its image adds', () => {
    expect(run({}, { container: running, image }).did).toEqual([]);
  });

  test('creates and starts one that is not there', () => {
    const { did, bodies } = run({}, { image });
    expect(did).toEqual(['create container', 'start container']);
    expect(bodies['create container']).toMatchObject({
      Image: 'prom/prometheus:v3',
      Cmd: ['--x'],
      Env: ['A=1'],
      ExposedPorts: { '9090/tcp': {} },
      HostConfig: {
        Binds: ['/etc/observer:/etc/observer:ro', '/data:/data:rw'],
        Memory: 536870912,
        NetworkMode: 'observer',
      },
    });
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['command', { command: ['--y'] }, 'create container (command)'],
    ['environment', { env: { A: '2' } }, 'create container (env)'],
    ['ports', { published_ports: ['10.0.0.1:9190:9090'] }, 'create container (published_ports)'],
    ['label', { labels: { a: 'c' } }, 'create container (labels)'],
    ['volume', { volumes: ['/etc/observer:/etc/observer'] }, 'create container (volumes)'],
    ['recreate', { recreate: true }, 'create container (recreate)'],
    ['strict labels', { comparisons: { labels: 'strict' } }, 'create container (labels)'],
  ])('makes it anew for another %s, and says why', (_case, args, creation) => {
    expect(run(args, { container: running, image }).did).toEqual([
      'stop container',
      'remove container',
      creation,
      'start container',
    ]);
  });

  test('makes it anew for another image', () => {
    const { did } = run({}, { container: { ...running, Image: 'sha256:old' }, image });
    expect(did).toContain('create container (image)');
  });

  test('changes limits and the restart policy without making it anew', () => {
    expect(run({ memory: '1G', restart_policy: 'always' }, { container: running, image }).did).toEqual([
      'update container (restart_policy, memory)',
    ]);
  });

  test('ignores what comparisons say to ignore', () => {
    expect(run({ command: ['--y'], comparisons: { command: 'ignore' } }, { container: running, image }).did).toEqual(
      [],
    );
  });

  test.each<[string, Record<string, unknown>, unknown, string[]]>([
    ['stops', { state: 'stopped' }, running, ['stop container']],
    ['removes', { state: 'absent' }, running, ['stop container', 'remove container']],
    ['has nothing to remove', { state: 'absent' }, undefined, []],
    ['starts', {}, { ...running, State: { Running: false } }, ['start container']],
    ['restarts', { restart: true }, running, ['restart container']],
  ])('%s', (_case, args, container, did) => {
    expect(run(args, { container, image }).did).toEqual(did);
  });

  test('changes nothing in check mode and says what it would', () => {
    expect(run({}, { image, check: true })).toMatchObject({ did: ['create container'], result: {} });
  });

  test("fails with the registry's words when an image cannot be pulled", () => {
    expect(() => run({}, {})).toThrow('error pulling image prom/prometheus:v3: manifest unknown');
  });

  test('fails with what a command printed that was waited for', () => {
    expect(() => run({ detach: false, cleanup: true }, { image })).toThrow('oops');
  });
});
