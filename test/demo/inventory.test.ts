import { expect, test } from 'vitest';
import { hostsFile, replicasOf, settingsFile } from './inventory.js';

const host = (name: string, number: number) => ({ name, address: `10.77.0.${number}` });
const plan = {
  observers: [host('observer01', 51), host('observer02', 52), host('observer03', 53)],
  slaves: [host('slave01', 54)],
  images: { thanos: '10.77.0.1:5000/thanos/thanos:v0.42.4' },
  key: '/key',
  knownHosts: '/known_hosts',
  vault: '/vault.yml',
};

test('the last observer has the bucket, the others a replica each', () => {
  expect(hostsFile(plan)).toMatchInlineSnapshot(`
    "all:
      children:
        observer:
          children:
            prometheus:
              children:
                cluster01:
                  hosts:
                    observer01:
                  vars:
                    prometheus_index: 1
                cluster02:
                  hosts:
                    observer02:
                  vars:
                    prometheus_index: 2
            thanos:
              children:
                thanos_query:
                  hosts:
                    observer01:
                    observer02:
                thanos_rule:
                  hosts:
                    observer01:
                    observer02:
                thanos_store:
                  hosts:
                    observer03:
                thanos_compact:
                  hosts:
                    observer03:
            alertmanager:
              hosts:
                observer01:
                observer02:
            object_storage:
              hosts:
                observer03:
          hosts:
            observer01:
              ansible_host: 10.77.0.51
            observer02:
              ansible_host: 10.77.0.52
            observer03:
              ansible_host: 10.77.0.53
        slave_servers:
          hosts:
            slave01:
              ansible_host: 10.77.0.54
    "
  `);
});

test('two observers are both replicas', () => {
  expect(replicasOf(plan.observers.slice(0, 2))).toHaveLength(2);
});

test('the settings name the images and the vault', () => {
  const text = settingsFile(plan);
  expect(text).toContain('  thanos: 10.77.0.1:5000/thanos/thanos:v0.42.4\n');
  expect(text).toContain('observer_vault_file: /vault.yml\n');
});
