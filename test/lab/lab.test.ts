import { expect, test } from 'vitest';
import { planHosts } from './lab.js';
import { firstHost } from './paths.js';

test('hosts are called by their number, which also makes the address', () => {
  const hosts = planHosts({ name: 'some', hosts: 2, first: 91 });
  expect(hosts.map(({ name, address }) => [name, address])).toEqual([
    ['lab91', '10.77.0.101'],
    ['lab92', '10.77.0.102'],
  ]);
});

test('hosts can have names, and each knows all of them', () => {
  const [first] = planHosts({ name: 'some', hosts: ['observer01', 'slave01'], first: firstHost.demo });
  expect(first?.hosts).toEqual([
    ['observer01', '10.77.0.51'],
    ['slave01', '10.77.0.52'],
  ]);
});

test('names fit the network interface that is called after them', () => {
  const names = ['observer08', 'slave20', `lab${firstHost.tests}`];
  for (const name of names) expect(`vb-${name}`.length).toBeLessThanOrEqual(15);
});
