import { describe, expect, test } from 'vitest';
import { parseImage, imageName } from '../../../src/modules/docker/image.js';
import { normalBind } from '../../../src/modules/docker/container-options.js';
import { parseExposedPorts, parsePublishedPorts } from '../../../src/modules/docker/ports.js';

describe('published ports', () => {
  test.each([
    ['8080', { '8080/tcp': [{ HostIp: '', HostPort: '' }] }],
    ['80:8080', { '8080/tcp': [{ HostIp: '', HostPort: '80' }] }],
    ['10.0.0.1:9094:9094/udp', { '9094/udp': [{ HostIp: '10.0.0.1', HostPort: '9094' }] }],
    ['[::1]:80:80', { '80/tcp': [{ HostIp: '::1', HostPort: '80' }] }],
    [
      '7000-7001:8000-8001',
      { '8000/tcp': [{ HostIp: '', HostPort: '7000' }], '8001/tcp': [{ HostIp: '', HostPort: '7001' }] },
    ],
  ])('%s', (written, wanted) => {
    expect(parsePublishedPorts([written])).toEqual(wanted);
  });

  test('one container port may be published twice', () => {
    expect(parsePublishedPorts(['1.1.1.1:80:80', '2.2.2.2:80:80'])['80/tcp']).toHaveLength(2);
  });

  test('exposed ports may be ranges', () => {
    expect(parseExposedPorts(['80', '53/udp', '7000-7002'])).toEqual([
      '80/tcp',
      '53/udp',
      '7000/tcp',
      '7001/tcp',
      '7002/tcp',
    ]);
  });
});

describe('image names', () => {
  test.each([
    ['nginx', 'nginx:latest'],
    ['nginx:1.27', 'nginx:1.27'],
    ['10.77.0.1:5000/prom/prometheus:v3', '10.77.0.1:5000/prom/prometheus:v3'],
    ['10.77.0.1:5000/nginx', '10.77.0.1:5000/nginx:latest'],
    ['registry/x:v1@sha256:abc', 'registry/x@sha256:abc'],
    ['registry/x@sha256:abc', 'registry/x@sha256:abc'],
  ])('%s', (written, wanted) => {
    expect(imageName(parseImage(written))).toBe(wanted);
  });
});

describe('binds', () => {
  test.each([
    ['/a:/b', '/a:/b:rw'],
    ['/a:/b:ro', '/a:/b:ro'],
    ['/:/hostfs:rslave,ro', '/:/hostfs:ro,rslave'],
    ['/a:/b:z', '/a:/b:rw,z'],
  ])('%s', (written, wanted) => {
    expect(normalBind(written)).toBe(wanted);
  });
});
