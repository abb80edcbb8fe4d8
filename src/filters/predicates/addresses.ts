import type { TestDefinition } from '../../template/plugins.js';
import type { RuntimeValue } from '../../template/runtime.js';
import { isInside, maskText, networkOf, parseAddress, addressText, type Address } from '../address/address.js';
import { isLoopback, isMulticast, isPrivate, isPublic, isReserved } from '../address/ranges.js';
import { itemsOf } from '../arguments.js';

type Example = readonly [text: string, expected: boolean];

/** An address without a prefix, of either version or one of them. */
function findHost(input: RuntimeValue, version?: 4 | 6): Address | undefined {
  const address = typeof input === 'string' ? parseAddress(input) : undefined;
  const fits = address !== undefined && !address.hasPrefix && (version === undefined || address.version === version);
  return fits ? address : undefined;
}

/** A network as its own address, without bits of a host in it; a bare address is a network of one. */
function findNetwork(input: RuntimeValue): Address | undefined {
  const address = typeof input === 'string' ? parseAddress(input) : undefined;
  return address !== undefined && address.value === networkOf(address) ? address : undefined;
}

function examples(
  name: string,
  pairs: readonly Example[],
): readonly (readonly [template: string, expected: unknown])[] {
  return pairs.map(([text, expected]) => [`{{ '${text}' is ansible.utils.${name} }}`, expected] as const);
}

function hostTest(name: string, holds: (address: Address) => boolean, ...pairs: readonly Example[]): TestDefinition {
  return {
    name: `ansible.utils.${name}`,
    examples: examples(name, pairs),
    holds(input) {
      const address = findHost(input);
      return address !== undefined && holds(address);
    },
  };
}

function versionTest(name: string, version: 4 | 6 | undefined, ...pairs: readonly Example[]): TestDefinition {
  return {
    name: `ansible.utils.${name}`,
    examples: examples(name, pairs),
    holds: (input) => findHost(input, version) !== undefined,
  };
}

/** An address or a network of one version. */
function networkTest(name: string, version: 4 | 6, ...pairs: readonly Example[]): TestDefinition {
  return {
    name: `ansible.utils.${name}`,
    examples: examples(name, pairs),
    holds: (input) => findNetwork(input)?.version === version,
  };
}

/** Of IPv6, within a range. */
function withinV6(range: string): (address: Address) => boolean {
  const outer = parseAddress(range);
  return (address) => outer !== undefined && isInside(address, outer);
}

const ip: TestDefinition = {
  name: 'ansible.utils.ip',
  examples: examples('ip', [
    ['10.0.0.0/24', true],
    ['10.0.0.1/24', false],
  ]),
  holds: (input) => findNetwork(input) !== undefined,
};

const netmask: TestDefinition = {
  name: 'ansible.utils.ipv4_netmask',
  examples: examples('ipv4_netmask', [['255.255.255.0', true]]),
  holds: (input) => typeof input === 'string' && isMask(input),
};

function isMask(text: string): boolean {
  const network = /^\d+\.\d+\.\d+\.\d+$/.test(text) ? parseAddress(`0.0.0.0/${text}`) : undefined;
  return network !== undefined && maskText(network) === text;
}

const hostmask: TestDefinition = {
  name: 'ansible.utils.ipv4_hostmask',
  examples: examples('ipv4_hostmask', [['0.0.0.255', true]]),
  holds(input) {
    const address = findHost(input, 4);
    return address !== undefined && isMask(addressText(0xffffffffn ^ address.value, 4));
  },
};

const mac: TestDefinition = {
  name: 'ansible.utils.mac',
  examples: examples('mac', [['02:16:3e:e4:16:f3', true]]),
  holds: (input) =>
    typeof input === 'string' &&
    /^(?:[0-9a-f]{2}([-:])(?:[0-9a-f]{2}\1){4}[0-9a-f]{2}|[0-9a-f]{4}(?:\.[0-9a-f]{4}){2}|[0-9a-f]{12})$/i.test(input),
};

function subnetTest(name: string, holds: (input: Address, other: Address) => boolean): TestDefinition {
  return {
    name: `ansible.utils.${name}`,
    parameters: ['network'],
    holds(input, { network }) {
      const [inner, outer] = [findNetwork(input), findNetwork(network ?? null)];
      return inner !== undefined && outer !== undefined && holds(inner, outer);
    },
  };
}

function isIn(input: RuntimeValue, network: RuntimeValue): boolean {
  const [address, outer] = [findNetwork(input), findNetwork(network)];
  return address !== undefined && outer !== undefined && isInside(address, outer);
}

const inNetwork: TestDefinition = {
  name: 'ansible.utils.in_network',
  parameters: ['network'],
  examples: [["{{ '10.1.1.1' is ansible.utils.in_network('10.0.0.0/8') }}", true]],
  holds: (input, { network }) => isIn(input, network ?? null),
};

function countTest(name: string, holds: (count: number) => boolean): TestDefinition {
  return {
    name: `ansible.utils.${name}`,
    parameters: ['networks'],
    holds: (input, { networks }) => holds(itemsOf(networks ?? null).filter((network) => isIn(input, network)).length),
  };
}

const unspecified = hostTest('unspecified', ({ value }) => value === 0n, ['0.0.0.0', true], ['::1', false]);

export const addressTests = [
  ip,
  versionTest('ip_address', undefined, ['10.0.0.1', true], ['10.0.0.1/24', false]),
  networkTest('ipv4', 4, ['10.0.0.1', true], ['10.0.0.0/8', true], ['10.0.0.1/8', false], ['fe80::1', false]),
  versionTest('ipv4_address', 4, ['10.0.0.1', true]),
  networkTest('ipv6', 6, ['fe80::1', true], ['fe80::/64', true]),
  versionTest('ipv6_address', 6, ['fe80::1', true]),
  netmask,
  hostmask,
  hostTest('ipv6_ipv4_mapped', withinV6('::ffff:0:0/96'), ['::ffff:10.1.1.1', true]),
  hostTest('ipv6_sixtofour', withinV6('2002::/16'), ['2002:c0a8:6301:1::1', true]),
  hostTest('ipv6_teredo', withinV6('2001::/32'), ['2001::c0a8:6301:1', true]),
  hostTest('loopback', isLoopback, ['127.0.0.1', true], ['10.0.0.1', false]),
  hostTest('multicast', isMulticast, ['224.0.0.1', true]),
  hostTest('private', isPrivate, ['10.24.1.1', true]),
  hostTest('public', isPublic, ['8.8.8.8', true]),
  hostTest('reserved', isReserved, ['253.0.0.1', true]),
  unspecified,
  mac,
  subnetTest('subnet_of', isInside),
  subnetTest('supernet_of', (input, other) => isInside(other, input)),
  inNetwork,
  countTest('in_any_network', (count) => count > 0),
  countTest('in_one_network', (count) => count === 1),
] as const;
