import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { Secret, SecretMask } from '../../src/base/secret.js';
import { sudo } from '../../src/become/sudo.js';
import { connectionTrace, type LineEnd } from '../../src/engine/connection-trace.js';
import { EventBus } from '../../src/events/bus.js';
import type { RunEvent } from '../../src/events/event.js';
import { attach, sh } from '../../src/shell/script.js';
import type { Connection, ConnectionOptions, Outcome, Session } from '../../src/transport/connection.js';

function listen(): { events: EventBus; told: RunEvent[] } {
  const told: RunEvent[] = [];
  return { told, events: new EventBus([{ report: (event) => told.push(event) }], new SecretMask()) };
}

test.each([
  [{ plugin: 'local', user: undefined }, '<web1> ESTABLISH LOCAL CONNECTION FOR USER: None'],
  [{ plugin: 'ssh', user: 'deploy' }, '<web1> ESTABLISH SSH CONNECTION FOR USER: deploy'],
  [
    { plugin: 'ansible.builtin.ssh', user: 'deploy', address: '10.0.0.1', port: 2222 },
    '<web1> ESTABLISH SSH CONNECTION FOR USER: deploy, ADDRESS: 10.0.0.1, PORT: 2222',
  ],
])('%j is told as %s', async (options, text) => {
  const { events, told } = listen();
  const given = { name: 'web1', address: 'web1', port: undefined, ...options } as unknown as ConnectionOptions;
  const trace = connectionTrace(events, { verbosity: 3, profiles: false });
  expect(await trace.connecting(given, () => Promise.resolve(connection))).toBe(connection);
  expect(told).toEqual([{ type: 'detail', level: 3, text }]);
});

const connection = {} as unknown as Connection;

const given = (text: string): Promise<Outcome> =>
  Promise.resolve({ status: 3, stdout: Buffer.from(text), stderr: Buffer.alloc(0) });

const session: Session = {
  about: { user: 'deploy', uid: 1000, home: '/home/deploy', tools: new Set() },
  run: () => given('four'),
  runTogether: (_first, others) => ({ first: given('one'), others: others.map(() => given('two')) }),
  read: () => Promise.resolve(Readable.from([Buffer.from('one'), Buffer.from('two')])),
};

const web1 = {
  name: 'web1',
  shell: '/bin/sh',
  becomeMethods: new Map([['sudo', sudo]]),
} as unknown as ConnectionOptions;

const open = (): Promise<Session> => Promise.resolve(session);
const end: LineEnd = { connection: web1, become: undefined, worker: 'db1' };
const traced = { verbosity: 0, profiles: true };

test.each([
  [undefined, 'deploy'],
  [
    { method: 'sudo', user: 'db', password: new Secret('hunter2') },
    "db (sudo -H -S -p '[provision] sudo password: ' -u db /bin/sh)",
  ],
  [{ method: 'sudo', user: 'root', password: undefined }, 'root (sudo -H -S -n -u root /bin/sh)'],
])('a trip says whose shell it uses and how it was begun: %j', async (become, whose) => {
  const { events, told } = listen();
  const line = connectionTrace(events, { verbosity: 4, profiles: false }).line({ ...end, become });
  await (await line?.session(open))?.run(sh`true`);
  expect(told.map((event) => ('trip' in event ? `${event.trip.kind} ${event.trip.what}` : ''))).toEqual([
    `shell as ${become ? whose : 'the login user'}`,
    `shell as ${become ? whose : 'the login user'}`,
    `script as ${whose}`,
    `script as ${whose}`,
  ]);
});

test('a trip is told by its sizes, never by what was sent, and says for which host it is', async () => {
  const { events, told } = listen();
  const line = connectionTrace(events, traced).line(end);
  const session = await line?.session(open);
  expect(await session?.run(sh`echo ${'top secret'}; cat ${attach(Buffer.alloc(1000))}`)).toMatchObject({ status: 3 });
  expect(told.at(-1)).toMatchObject({
    type: 'trip end',
    trip: { kind: 'script', host: 'web1', worker: 'db1', what: 'as deploy' },
    outcome: { sent: 1023, received: 4, status: 3 },
  });
  expect(JSON.stringify(told)).not.toContain('secret');
});

test('scripts that go out together are told apart, and only the first is a trip of its own', async () => {
  const { events, told } = listen();
  const together = (await connectionTrace(events, traced).line(end)?.session(open))?.runTogether(sh`true`, [sh`id`]);
  expect(String((await together?.others[0])?.stdout)).toBe('two');
  await together?.first;
  const trips = told.flatMap((event) => ('outcome' in event && event.trip.kind === 'script' ? [event] : []));
  expect(trips.map(({ trip, outcome }) => [trip.along, outcome.sent, outcome.received])).toEqual([
    [undefined, 4, 3],
    [true, 2, 3],
  ]);
});

test('opening a session is told once, and what fails is told as failed', async () => {
  const { events, told } = listen();
  const line = connectionTrace(events, traced).line(end);
  await line?.session(open);
  await line?.session(open);
  await expect(
    line?.reach({ address: { host: 'x', port: 1 }, timeout: 1 }, () => Promise.reject(new Error('no'))),
  ).rejects.toThrow('no');
  expect(
    told.map((event) => ('outcome' in event ? `${event.trip.kind} ${String(event.outcome.failed)}` : event.type)),
  ).toEqual(['trip start', 'shell undefined', 'trip start', 'reach true']);
});

test.each([
  [{ socket: '/run/docker.sock' }, 'POST /images/create'],
  [{ host: 'api', port: 443 }, 'POST api:443'],
])('a request to %j tells no query', async (to, what) => {
  const { events, told } = listen();
  const line = connectionTrace(events, traced).line(end);
  const response = { status: 200, reason: 'OK', headers: {}, body: Buffer.from('done') };
  await line?.exchange({ to, method: 'POST', path: '/images/create?token=x', body: 'abc' }, () =>
    Promise.resolve(response),
  );
  expect(told.at(-1)).toMatchObject({ trip: { kind: 'http', what }, outcome: { sent: 3, received: 4, status: 200 } });
});

test('the bytes of a file are counted as they arrive', async () => {
  const { events, told } = listen();
  const session = await connectionTrace(events, traced).line(end)?.session(open);
  const chunks: unknown[] = [];
  for await (const chunk of (await session?.read('/etc/hosts')) ?? []) chunks.push(chunk);
  expect(chunks.map(String).join('')).toBe('onetwo');
  expect(told.at(-1)).toMatchObject({ trip: { kind: 'file' }, outcome: { sent: 0, received: 6 } });
});

test('below -vvvv nothing stands between', () => {
  expect(connectionTrace(listen().events, { verbosity: 3, profiles: false }).line(end)).toBeUndefined();
});
