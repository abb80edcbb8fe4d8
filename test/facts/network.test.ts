import { expect, test } from 'vitest';
import { factsFrom } from './blocks.js';

const blocks = {
  ip: [
    '1: lo    inet 127.0.0.1/8 scope host lo\\       valid_lft forever preferred_lft forever',
    '2: eth0    inet 10.0.0.5/24 brd 10.0.0.255 scope global dynamic eth0\\       valid_lft 80sec preferred_lft 80sec',
    '2: eth0    inet 10.0.0.6/32 scope global secondary eth0:1\\       valid_lft forever preferred_lft forever',
    '2: eth0    inet6 fe80::1/64 scope link \\       valid_lft forever preferred_lft forever',
    '3: br-ab    inet 172.17.0.1/16 brd 172.17.255.255 scope global br-ab\\       valid_lft forever preferred_lft forever',
    '8.8.8.8 via 10.0.0.1 dev eth0 src 10.0.0.5 uid 0 \\    cache ',
    'local 10.0.0.5 dev eth0 table local proto kernel scope host src 10.0.0.5 ',
    'broadcast 10.0.0.255 dev eth0',
    'local 127.0.0.0/8 dev lo table local proto kernel',
    'local ::1 dev lo table local proto kernel metric 0 pref medium',
    'local 10.9.0.0/16 dev eth0 table 7 scope host',
  ].join('\n'),
  'link br-ab':
    'address 02:42:3d:14:cc:b4\nmtu 1500\noperstate down\nflags 0x1003\ntype 1\nspeed -1\nbridge/bridge_id 8000.02423d14ccb4\nbridge/stp_state 0\nport veth1\n',
  'link eth0':
    'address 36:4b:5c:a8:41:c9\nmtu 1500\noperstate up\nflags 0x1103\ntype 1\nspeed 10000\nmodule virtio_net\npciid virtio0\n',
  'link lo': 'address 00:00:00:00:00:00\nmtu 65536\noperstate unknown\nflags 0x9\ntype 772\n',
};

test('interfaces with their addresses', () => {
  const facts = factsFrom('network', blocks);
  expect(facts['interfaces']).toEqual(['br-ab', 'eth0', 'lo']);
  expect(facts['eth0']).toEqual({
    device: 'eth0',
    active: true,
    mtu: 1500,
    promisc: true,
    type: 'ether',
    macaddress: '36:4b:5c:a8:41:c9',
    speed: 10000,
    module: 'virtio_net',
    pciid: 'virtio0',
    ipv4: { address: '10.0.0.5', broadcast: '10.0.0.255', netmask: '255.255.255.0', network: '10.0.0.0', prefix: '24' },
    ipv4_secondaries: [
      { address: '10.0.0.6', broadcast: '', netmask: '255.255.255.255', network: '10.0.0.6', prefix: '32' },
    ],
    ipv6: [{ address: 'fe80::1', prefix: '64', scope: 'link' }],
  });
  expect(facts['br_ab']).toMatchObject({
    type: 'bridge',
    active: false,
    id: '8000.02423d14ccb4',
    interfaces: ['veth1'],
    stp: false,
  });
  expect(facts['lo']).not.toHaveProperty('macaddress');
});

test('the way to the outside', () => {
  const facts = factsFrom('network', blocks);
  expect(facts['default_ipv4']).toEqual({
    address: '10.0.0.5',
    alias: 'eth0',
    broadcast: '10.0.0.255',
    gateway: '10.0.0.1',
    interface: 'eth0',
    macaddress: '36:4b:5c:a8:41:c9',
    mtu: 1500,
    netmask: '255.255.255.0',
    network: '10.0.0.0',
    prefix: '24',
    type: 'ether',
  });
  expect(facts['default_ipv6']).toEqual({});
  expect(facts['all_ipv4_addresses']).toEqual(['10.0.0.5', '10.0.0.6', '172.17.0.1']);
  expect(facts['locally_reachable_ips']).toEqual({ ipv4: ['10.0.0.5', '127.0.0.0/8'], ipv6: ['::1'] });
});

test('a target without any of it', () => {
  expect(factsFrom('network', {})).toMatchObject({ interfaces: [], default_ipv4: {}, all_ipv6_addresses: [] });
});
