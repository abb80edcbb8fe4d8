import { expect, test } from 'vitest';
import { Secret, SecretMask } from '../../src/base/secret.js';
import { sudo } from '../../src/become/sudo.js';
import { connectionTrace } from '../../src/engine/connection-trace.js';
import { EventBus } from '../../src/events/bus.js';
import type { RunEvent } from '../../src/events/event.js';
import { sh } from '../../src/shell/script.js';
import type { BecomeOptions, ConnectionOptions, Session } from '../../src/transport/connection.js';

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
])('%j is told as %s', (options, text) => {
  const { events, told } = listen();
  const given = { name: 'web1', address: 'web1', port: undefined, ...options } as unknown as ConnectionOptions;
  connectionTrace(events, 3).connecting(given);
  expect(told).toEqual([{ type: 'detail', level: 3, text }]);
});

const session: Session = {
  about: { user: 'deploy', uid: 1000, home: '/home/deploy', tools: new Set() },
  run: () => Promise.resolve({ status: 3, stdout: Buffer.from('four'), stderr: Buffer.alloc(0) }),
  runTogether: () => ({ first: Promise.reject(new Error('nothing is sent together')), others: [] }),
  read: () => Promise.reject(new Error('nothing is read')),
};

const web1 = {
  name: 'web1',
  shell: '/bin/sh',
  becomeMethods: new Map([['sudo', sudo]]),
} as unknown as ConnectionOptions;

test.each([
  [undefined, 'deploy'],
  [
    { method: 'sudo', user: 'db', password: new Secret('hunter2') },
    "db (sudo -H -S -p '[provision] sudo password: ' -u db /bin/sh)",
  ],
  [{ method: 'sudo', user: 'root', password: undefined }, 'root (sudo -H -S -n -u root /bin/sh)'],
])('a trip says whose shell it uses and how it was begun: %j', async (become, whose) => {
  const { events, told } = listen();
  await connectionTrace(events, 4)
    .session(session, web1, become as BecomeOptions | undefined)
    .run(sh`true`);
  expect(told.map((event) => (event.type === 'detail' ? event.text.replace(/: status.*/, '') : ''))).toEqual([
    `<web1> EXEC as ${whose}`,
  ]);
});

test('a trip is told by its sizes, never by what was sent', async () => {
  const { events, told } = listen();
  const traced = connectionTrace(events, 4).session(session, web1, undefined);
  expect(await traced.run(sh`echo ${'top secret'}`)).toMatchObject({ status: 3 });
  const texts = told.map((event) => (event.type === 'detail' ? event.text.replace(/\d+ ms$/, 'N ms') : ''));
  expect(texts).toEqual(['<web1> EXEC as deploy: status 3, 17 bytes sent, 4 bytes back, N ms']);
});

test('below -vvvv sessions are left as they are', () => {
  expect(connectionTrace(listen().events, 3).session(session, web1, undefined)).toBe(session);
});
