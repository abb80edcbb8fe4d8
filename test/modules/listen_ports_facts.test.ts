import { expect, test } from 'vitest';
import { listenPortsFacts } from '../../src/modules/listen_ports_facts.js';
import { parseNetstat } from '../../src/modules/listen-ports/parse.js';
import { failureOf } from './failure.js';
import { talk } from './talk.js';
import { target, withDefaults } from './target.js';

const ss = `ss
\x1d
Netid State  Recv-Q Send-Q Local Address:Port Peer Address:Port Process
udp   UNCONN 0      0      127.0.0.53%lo:53   0.0.0.0:*   users:(("systemd-resolve",pid=7,fd=13))
tcp   LISTEN 0      128    [::]:80            [::]:*      users:(("nginx",pid=9,fd=6),("nginx",pid=8,fd=6))
tcp   LISTEN 0      128    *:22               *:*         users:(("sshd",pid=9,fd=3))
tcp   LISTEN 0      128    0.0.0.0:99         0.0.0.0:*
\x1d
    7 systemd-resolve Mon Nov 23 04:22:53 2026
    8 www-data        Mon Nov 23 04:22:54 2026
    9 root            Mon Nov 23 04:22:55 2026
`;

const run = (given: Record<string, unknown>, printed: string | object = ss) =>
  talk(listenPortsFacts.run(withDefaults(listenPortsFacts, given), target), { prints: { netstat: printed } }).result;

test('each process of each port is told', () => {
  const nginx = { protocol: 'tcp', address: '::', port: 80, name: 'nginx' };
  expect(run({})['ansible_facts']).toEqual({
    tcp_listen: [
      { ...nginx, pid: 9, user: 'root', stime: 'Mon Nov 23 04:22:55 2026' },
      { ...nginx, pid: 8, user: 'www-data', stime: 'Mon Nov 23 04:22:54 2026' },
      { ...nginx, port: 22, name: 'sshd', pid: 9, user: 'root', stime: 'Mon Nov 23 04:22:55 2026' },
    ],
    udp_listen: [
      {
        protocol: 'udp',
        address: '127.0.0.53%lo',
        port: 53,
        name: 'systemd-resolve',
        pid: 7,
        user: 'systemd-resolve',
        stime: 'Mon Nov 23 04:22:53 2026',
      },
    ],
  });
});

test('state and peer are told where connections are', () => {
  expect(run({ include_non_listening: true })['ansible_facts']).toMatchObject({
    udp_listen: [{ state: 'UNCONN', foreign_address: '0.0.0.0:*' }],
  });
});

test('what netstat prints', () => {
  const text = `tcp        0      0 0.0.0.0:22    0.0.0.0:*   LISTEN      41/sshd: /usr/sbin
udp6       0      0 ::1:323       :::*                    5/chronyd
tcp6       0      0 :::80         :::*        LISTEN      -
`;
  expect(parseNetstat(text)).toEqual([
    { protocol: 'tcp', address: '0.0.0.0', port: 22, name: 'sshd', pid: 41, state: 'LISTEN', foreign: '0.0.0.0:*' },
    { protocol: 'udp', address: '::1', port: 323, name: 'chronyd', pid: 5, state: '', foreign: ':::*' },
  ]);
});

test('a program that is missing is named', () => {
  expect(failureOf(() => run({ command: 'netstat' }, { status: 99 })).message).toContain(
    '"netstat": install net-tools',
  );
});
